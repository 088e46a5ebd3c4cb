// The editors for people who use a keyboard or a screen reader: Tab leaves an editor instead of being caught in it (WCAG 2.1.2;
// Ctrl+] and Ctrl+[ indent), and each text field says what it is for.
import { useEffect } from "react";
import { useEditorContext } from "@graphiql/react";

export function EditorsForKeyboards() {
  const { queryEditor, variableEditor, responseEditor } = useEditorContext({ nonNull: true });
  useEffect(() => {
    const named = [
      [queryEditor, "Query"],
      [variableEditor, "Variables, as JSON"],
      [responseEditor, "Answer"],
    ];
    for (const [editor, name] of named) {
      if (editor) {
        editor.getInputField().setAttribute("aria-label", name);
        editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false });
      }
    }
  }, [queryEditor, variableEditor, responseEditor]);
  return null;
}
