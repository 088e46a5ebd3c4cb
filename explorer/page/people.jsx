// Who is asking: one button per person in the demonstration, a field for a token elsewhere.
import { useEffect, useRef, useState } from "react";

export function People({ personas, chosen, choose }) {
  // An example chooses as well, and the button may be out of sight.
  const people = useRef(null);
  useEffect(() => people.current.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" }), [chosen]);

  return (
    <nav ref={people} className="people" aria-label="Who is asking">
      <h2>Ask as</h2>
      {personas.map((persona) => (
        <button key={persona.key} type="button" aria-pressed={persona === chosen} data-persona={persona.key} onClick={() => choose(persona)}>
          <strong>{persona.title}</strong>
          <span>{persona.description}</span>
        </button>
      ))}
    </nav>
  );
}

// A password field, so that a token is not read over a shoulder; no name and no form action, so that no browser offers to keep it.
export function TokenField({ use, inUse }) {
  const [typed, setTyped] = useState("");
  const submit = (event) => {
    event.preventDefault();
    use(typed.trim().replace(/^bearer\s+/i, ""));
    setTyped("");
  };

  return (
    <form className="token" onSubmit={submit}>
      <label htmlFor="token">Access token</label>
      <input id="token" type="password" autoComplete="off" spellCheck={false} placeholder="Paste it here" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <button type="submit" disabled={typed.trim() === ""}>
        Use
      </button>
      {inUse && (
        <button type="button" onClick={() => use("")}>
          Forget
        </button>
      )}
      <p role="status">{inUse ? "A token is in use. It is kept until this page closes or is loaded again." : "No token in use yet. The server answers nobody without one."}</p>
    </form>
  );
}
