// The menu of example operations. One opens in a tab of its own, or in the present one as long as that is an untouched example.
// It is asked as the person whom it is for.
import { flushSync } from "react-dom";
import { useEditorContext } from "@graphiql/react";

export function Examples({ examples, chooseFor }) {
  const { queryEditor, variableEditor, addTab } = useEditorContext({ nonNull: true });
  if (examples.length === 0) {
    return null;
  }

  const open = ({ document, variables, persona }) => {
    if (!examples.some((example) => example.document === queryEditor.getValue())) {
      flushSync(addTab);
    }
    flushSync(() => chooseFor(persona));
    queryEditor.setValue(document);
    variableEditor?.setValue(variables ?? "");
    queryEditor.focus();
  };

  return (
    <select className="examples" aria-label="Examples" value="" onChange={(event) => open(examples[event.target.value])}>
      <option value="" disabled>
        Examples
      </option>
      {examples.map(({ name }, index) => (
        <option key={name} value={index}>
          {name.replaceAll("_", " ")}
        </option>
      ))}
    </select>
  );
}
