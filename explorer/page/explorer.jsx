// The whole page: the head, who is asking, and GraphiQL. The token in use lives in this component's state only.
import { useEffect, useMemo, useState } from "react";
import { GraphiQL } from "graphiql";
import { useEditorContext } from "@graphiql/react";
import { askWith } from "./ask.js";
import { EditorsForKeyboards } from "./editors.jsx";
import { Examples } from "./examples.jsx";
import { Memory } from "./memory.js";
import { People, TokenField } from "./people.jsx";

const EMPTY_TAB = "# A new query. Ctrl+Space completes, Ctrl+Enter runs.\n\n";
const FIRST_QUERY = "# Who is asking, as the server sees it. Ctrl+Enter runs.\n\n{\n  __typename\n}\n";

export function Explorer({ personas, examples, licences }) {
  const [persona, setPersona] = useState(personas?.find(({ key }) => key === examples[0]?.persona) ?? personas?.[0]);
  const [pasted, setPasted] = useState("");
  const token = personas ? persona.token : pasted;

  // A new asker must never be shown an answer that the one before was given.
  const change = useMemo(() => new AbortController(), [token]);
  useEffect(() => () => change.abort(), [change]);
  const ask = useMemo(() => askWith(token, change.signal), [token, change]);

  const storage = useMemo(() => new Memory(), []);
  const first = examples[0] ?? { document: FIRST_QUERY };
  const chooseFor = (key) => setPersona((present) => personas?.find((persona) => persona.key === key) ?? present);

  return (
    <div className="page">
      <header className="head">
        <h1>Waystation</h1>
        <p>{personas ? "Demonstration: every person in it is invented." : "Query explorer"}</p>
        <a href={licences}>Licences</a>
      </header>
      {personas ? <People personas={personas} chosen={persona} choose={setPersona} /> : <TokenField use={setPasted} inUse={pasted !== ""} />}
      <main>
        <GraphiQL
          fetcher={ask}
          storage={storage}
          query={first.document}
          variables={first.variables ?? ""}
          defaultQuery={EMPTY_TAB}
          defaultEditorToolsVisibility="variables"
          isHeadersEditorEnabled={false}
          shouldPersistHeaders={false}
          schemaDescription
          inputValueDeprecation
        >
          <GraphiQL.Logo>
            <Examples examples={examples} chooseFor={chooseFor} />
          </GraphiQL.Logo>
          <GraphiQL.Footer>
            <EditorsForKeyboards />
            <Asking token={token} as={persona?.title} />
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </div>
  );
}

// Says who is asking. A new asker is not shown the answer of the one before, and is told so.
function Asking({ token, as }) {
  const { responseEditor, tabs } = useEditorContext({ nonNull: true });
  const [cleared, setCleared] = useState(false);
  useEffect(() => {
    const answered = Boolean(responseEditor?.getValue());
    // GraphiQL offers no way to empty the tabs that are not in front; it reads this when one comes to the front.
    tabs.forEach((tab) => (tab.response = null));
    responseEditor?.setValue("");
    setCleared(answered);
    if (!answered || !responseEditor) {
      return undefined;
    }
    const hide = () => setCleared(false);
    responseEditor.on("change", hide);
    return () => responseEditor.off("change", hide);
  }, [token]);
  if (!as && !cleared) {
    return null;
  }
  return (
    <p className="asking" role="status">
      {as && `Asking as ${as}. `}
      {cleared && "The answer to the one before was removed. Ctrl+Enter asks again."}
    </p>
  );
}
