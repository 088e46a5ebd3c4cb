// In place of react-style-singleton: dialogs write a style element with it to stop the page behind from scrolling. This
// page does not scroll, and without that element its policy can forbid inline styles.
export const styleSingleton = () => () => null;
