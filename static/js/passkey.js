// Asks the browser for a passkey and sends its answer with the page's own form.
// A button says which form (data-form), and where the server's question is: in the page (data-options, the id of a
// JSON block) or at an address (data-fetch). data-kind is "create" for a new passkey, "get" to use one.

const toBytes = (text) => {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
};

const toText = (buffer) => {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const withBytes = (list) => (list || []).map((item) => ({ ...item, id: toBytes(item.id) }));

function question(kind, sent) {
  const key = { ...sent.publicKey, challenge: toBytes(sent.publicKey.challenge) };
  if (kind === "create") {
    key.user = { ...key.user, id: toBytes(key.user.id) };
    key.excludeCredentials = withBytes(key.excludeCredentials);
  } else {
    key.allowCredentials = withBytes(key.allowCredentials);
  }
  return { publicKey: key };
}

function answer(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function sent(button) {
  if (button.dataset.options) return JSON.parse(document.getElementById(button.dataset.options).textContent);
  const reply = await fetch(button.dataset.fetch, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`the server answered ${reply.status}`);
  return reply.json();
}

async function ask(button) {
  const kind = button.dataset.kind;
  const trouble = document.getElementById(button.dataset.trouble);
  trouble.hidden = true;
  try {
    const data = await sent(button);
    const options = question(kind, kind === "create" ? data.creation_options : data.request_options);
    const credential = await navigator.credentials[kind](options);
    const form = document.getElementById(button.dataset.form);
    form.elements.credential.value = answer(credential);
    form.submit();
  } catch (error) {
    // Closing the browser's window ends here too, and so does a passkey that is on another device.
    trouble.hidden = false;
    trouble.focus();
  }
}

for (const button of document.querySelectorAll('[data-module="oxle-passkey"]')) {
  if (!window.PublicKeyCredential) continue;
  button.hidden = false;
  for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = true;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    ask(button);
  });
}
