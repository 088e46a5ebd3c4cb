// The whole page: the head, who is asking, and GraphiQL. The token in use lives in this component's state only.
import { useEffect, useMemo, useState } from "react";
import { GraphiQL } from "graphiql";
import { useEditorContext } from "@graphiql/react";
import { askWith } from "./ask.js";
import { Examples } from "./examples.jsx";
import { Memory } from "./memory.js";
import { People, TokenField } from "./people.jsx";

const EMPTY_TAB = "# A new query. Ctrl+Space completes, Ctrl+Enter runs.\n\n";
const FIRST_QUERY = "# Who is asking, as the server sees it. Ctrl+Enter runs.\n\n{\n  __typename\n}\n";

export function Explorer({ personas, examples, licences }) {
  const [persona, setPersona] = useState(personas?.[0]);
  const [pasted, setPasted] = useState("");
  const token = personas ? persona.token : pasted;

  // A new asker must never be shown an answer that the one before was given.
  const change = useMemo(() => new AbortController(), [token]);
  useEffect(() => () => change.abort(), [change]);
  const ask = useMemo(() => askWith(token, change.signal), [token, change]);

  const storage = useMemo(() => new Memory(), []);
  const first = examples[0] ?? { document: FIRST_QUERY };

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
            <Examples examples={examples} />
          </GraphiQL.Logo>
          <GraphiQL.Footer>
            <ClearOnChange of={token} />
            {personas && <p className="asking">Asking as {persona.title}</p>}
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </div>
  );
}

function ClearOnChange({ of }) {
  const { responseEditor, tabs } = useEditorContext({ nonNull: true });
  useEffect(() => {
    // GraphiQL offers no way to empty the tabs that are not in front; it reads this when one comes to the front.
    tabs.forEach((tab) => (tab.response = null));
    responseEditor?.setValue("");
  }, [of]);
  return null;
}
