// What can be taken away: a command that gives the same number, an option, a file, an address.

import { at, say } from "./dom.js";

/** Wire the buttons. */
export function wireTaking(nameOfFile) {
  const copies = { "copy-command": "command", "copy-option": "option" };
  for (const [button, source] of Object.entries(copies)) {
    at(button).addEventListener("click", () => copy(at(source).textContent, at(source)));
  }
  at("copy-link").addEventListener("click", () => copy(location.href.split("?")[0], null));
  at("save-file").addEventListener("click", () => save(at("ways").dataset.file ?? "", nameOfFile));
}

/** The state moved: what stands there is not its own any more. */
export function ageWays() {
  at("ways").classList.add("stale");
  at("ways").setAttribute("aria-busy", "true");
  say(at("copied"), "");
}

/** Show the ways out of a state; number: says what the command gives, "" if that is not to be told. */
export function showWays(ways, number) {
  at("ways").classList.remove("stale");
  at("ways").removeAttribute("aria-busy");
  say(at("command"), ways.command);
  say(at("option"), ways.option);
  say(at("option-says"), ways.option_told ?? "");
  at("as-option").hidden = !ways.option;
  at("ways").dataset.file = ways.file;
  at("save-file").disabled = !ways.file;
  say(at("command-says"), [number, ways.told].filter(Boolean).join(" "));
}

/** Put text where it can be pasted from; where the browser does not let us, select it. */
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    say(at("copied"), "Copied.");
  } catch {
    if (shown) getSelection().selectAllChildren(shown);
    say(at("copied"), shown ? "Selected: Ctrl C copies it." : "This browser lets no page copy.");
  }
}

/** Hand a text over as a file. */
function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  say(at("copied"), `Saved as ${name}.`);
}
