// Questions to the program on this machine: the only one that this page ever asks anything.

/** The question was given up, here or there: a later one took its place. */
export class Dropped extends Error {}

/** The program refuses the question, or failed at it, and says so in plain sentences. */
export class Refused extends Error {}

/** The program does not answer any more, or not this page; the message says so, if it knows why. */
export class Gone extends Error {}

const token = location.pathname.split("/")[1] ?? "";
const page = crypto.randomUUID(); // another one each time the page is loaded

/** Return the answer to a question; a body makes it a POST. */
export async function ask(route, body, signal) {
  let response;
  let text;
  try {
    response = await fetch(`/${token}/${route}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        "X-Truce-Token": token,
        "X-Truce-Page": page,
        ...(body && { "Content-Type": "application/json" }),
      },
      body: body && JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal,
    });
    text = await response.text();
  } catch {
    throw signal?.aborted ? new Dropped() : new Gone("");
  }
  if (response.ok) return JSON.parse(text);
  const told = read(text);
  if (response.status === 409) throw told.elsewhere ? new Gone(told.elsewhere) : new Dropped();
  if (response.status === 422) throw new Refused((told.faults ?? []).join(" "));
  // What is said of the question itself, as that it is too long or came too slowly: we are here.
  if (response.status >= 500 || [400, 408, 413].includes(response.status)) throw new Refused(text.slice(0, 300));
  throw new Gone("");
}

/** Wait until the program ends or serves another window; return the sentence that says so. */
export async function over() {
  try {
    return (await ask("presence")).over;
  } catch (error) {
    return error.message;
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
