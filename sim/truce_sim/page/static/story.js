// One history that changed, told from where it parts.

import { at, make, named, say } from "./dom.js";

/** Show a told history, or why there is none. */
export function showStory(story) {
  at("story").hidden = false;
  at("story").classList.remove("stale");
  const told = story.told ?? [];
  const part = (label, text) => (text ? [make("b", {}, label), " ", named(text), " "] : []);
  at("story-from").replaceChildren(
    ...(story.none
      ? [story.none]
      : [`History ${story.replication}. `, ...part("In the file:", story.before), ...part("Here:", story.after)]),
  );
  at("story-told").hidden = !told.length;
  at("story-told").replaceChildren(...told.map((line) => make("li", { class: /^\d/.test(line) ? "event" : "turn" }, named(line))));
  at("story-command").hidden = !story.command;
  say(at("story-command"), story.command ?? "");
}

/** Hide it: nothing changed, or it is not known yet. */
export function hideStory() {
  at("story").hidden = true;
}

/** The state moved since it was told. */
export function ageStory() {
  at("story").classList.add("stale");
}
