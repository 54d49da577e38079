// Requests to the server that this page came from, and to no other.
const base = document.body.dataset.base ?? "/";

export const readOnly = "readOnly" in document.body.dataset;
export const address = (path, query) => base + path + (query ? "?" + new URLSearchParams(query) : "");

export class Refused extends Error {
  constructor(status, data) {
    super(data.error);
    this.status = status;
    this.data = data;
  }
}

// What browsers say where there is no connection is English: then nothing is said, and who asked says what follows.
async function ask(path, query, options) {
  try {
    return await fetch(address(path, query), options);
  } catch {
    throw new Refused(0, { error: "" });
  }
}

export async function part(path, query) {
  const answer = await ask(path, query);
  const text = await answer.text();
  if (!answer.ok) throw new Refused(answer.status, { error: text.trim() });
  return text;
}

export async function json(path, query) {
  return JSON.parse(await part(path, query));
}

export async function post(path, data) {
  const answer = await ask(path, undefined, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(data),
  });
  const text = await answer.text();
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    told = { error: text.trim() };
  }
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

// A file is the body; what else is said stands in the address.
export async function upload(path, query, file) {
  const answer = await ask(path, query, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  });
  const told = await answer.json().catch(() => ({ error: "没有上传。" }));
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

// What could not be done is said at once, also to who cannot see it.
export function refusal(text) {
  const wrong = Object.assign(hint(text), { className: "wrong" });
  wrong.setAttribute("role", "alert");
  return wrong;
}

export function hint(text) {
  const paragraph = document.createElement("p");
  paragraph.className = "hint";
  paragraph.textContent = text;
  return paragraph;
}
