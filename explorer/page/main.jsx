// The explorer: GraphiQL, and beside it who is asking. The server writes what it knows into #setup (see src/http/explorer.rs).
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "./page.css";
import { Explorer } from "./explorer.jsx";

const setup = JSON.parse(document.getElementById("setup").textContent);
createRoot(document.getElementById("explorer")).render(<Explorer {...setup} />);
