// Progressive enhancement only: every page works without this file.
"use strict";

// A refused form brings the reader to the reasons.
document.querySelector(".problems")?.focus();

// A second press of the same button does not post twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// An open menu closes when one presses elsewhere or Escape.
const menus = ".me, .bottom details";
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(menus)) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll(menus)) menu.open = false;
});

// Printing needs a press only where a script can answer it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// On the call desk a digit presses its answer, unless somebody is typing.
for (const form of document.querySelectorAll("[data-keys]")) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("textarea, select, input:not([type=radio])")) return;
    const answer = form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!answer) return;
    answer.checked = true;
    answer.focus();
    answer.dispatchEvent(new Event("change", { bubbles: true }));
    event.preventDefault();
  });
}

// While a request is registered: whoever calls is looked up by number, everything else with what is typed so far; the blocks marked data-swap are replaced, fields never.
const register = document.querySelector("[data-register]");
if (register) {
  const later = (work, pause) => {
    let timer;
    return () => { clearTimeout(timer); timer = setTimeout(work, pause); };
  };
  const page = async (address, options) => {
    const answer = await fetch(address, options);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  };
  let asked = 0;
  const look = later(async () => {
    const turn = ++asked;
    const found = await page("/cases/new?handler=Look", { method: "POST", body: new URLSearchParams(new FormData(register)) });
    if (!found || turn !== asked) return;
    const fresh = found.querySelectorAll("[data-swap]");
    document.querySelectorAll("[data-swap]").forEach((old, i) => { if (fresh[i] && !old.contains(document.activeElement)) old.innerHTML = fresh[i].innerHTML; });
  }, 500);
  const phone = register.querySelector("[name='Form.Phone']");
  const known = later(async () => {
    const typed = phone.value;
    const found = await page("/cases/known?phone=" + encodeURIComponent(typed));
    if (!found || typed !== phone.value) return;
    document.getElementById("known").replaceWith(found.getElementById("known"));
    const fill = document.querySelector("[data-fill]");
    if (fill) fill.hidden = false;
  }, 250);
  register.addEventListener("input", (event) => {
    if (event.target === phone) known();
    look();
  });
  register.addEventListener("click", (event) => {
    const fill = event.target.closest("[data-fill]");
    const pick = event.target.closest("button[name=pick]");
    if (fill) {
      for (const [key, id] of [["formName", "form-name"], ["formAddress", "form-address"], ["formCustomerunit", "form-customerunit"]]) {
        const field = document.getElementById(id);
        if (fill.dataset[key] && !field.value) field.value = fill.dataset[key];
      }
      look();
    }
    const into = event.target.closest("button[name=into]");
    if (into) {
      event.preventDefault();
      document.getElementById("form-into").value = into.value;
      into.blur();
      look();
    }
    if (pick) {
      event.preventDefault();
      document.getElementById("form-unitid").value = pick.value;
      const other = register.querySelector("[name='Form.Scope'][value='other-unit']");
      if (!register.querySelector("[name='Form.Scope']:checked")) other.checked = true;
      pick.blur();
      look();
    }
  });
}

// What is typed to a customer is looked at while it is typed: banned words with their clause, answers that say nothing.
for (const form of document.querySelectorAll("form[data-act]")) {
  let timer;
  let turn = 0;
  form.addEventListener("input", (event) => {
    const place = event.target.closest(".field")?.querySelector("[data-check]");
    if (!place) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++turn;
      const body = new URLSearchParams(new FormData(form));
      body.set("field", place.dataset.check);
      const answer = await fetch(form.dataset.act, { method: "POST", body });
      const found = answer.ok ? await answer.text() : "";
      if (mine === turn) place.innerHTML = found;
    }, 400);
  });
}

// Where units or people are too many for a list, what fits what is typed is offered.
let picking;
document.addEventListener("input", (event) => {
  const field = event.target.closest("input[data-pick]");
  if (!field || event.inputType === undefined || event.inputType === "insertReplacementText") return;
  clearTimeout(picking);
  picking = setTimeout(async () => {
    const typed = field.value.trim();
    if (typed === "") return;
    const answer = await fetch(`/choices?kind=${field.dataset.pick}&q=${encodeURIComponent(typed)}`);
    if (answer.ok && !answer.redirected && field.value.trim() === typed) field.list.innerHTML = await answer.text();
  }, 200);
});

// A file field speaks the page's language, not the browser's, and names what was chosen.
for (const field of document.querySelectorAll("input[type=file]")) {
  const shown = document.createElement("span");
  shown.className = "file-shown";
  shown.setAttribute("aria-hidden", "true");
  const name = () => { shown.textContent = field.files.length ? [...field.files].map((file) => file.name).join("、") : "选择文件"; };
  field.addEventListener("change", name);
  const frame = document.createElement("span");
  frame.className = "file-frame form-control";
  field.replaceWith(frame);
  frame.append(shown, field);
  name();
}

// The draft of a pack: the numbers beside the text grow with it, and a problem leads to its line.
const text = document.querySelector("[data-lines]");
if (text) {
  const numbers = text.parentElement.querySelector(".line-numbers");
  const follow = () => {
    const lines = text.value.split("\n").length;
    while (numbers.children.length > lines) numbers.lastElementChild.remove();
    while (numbers.children.length < lines) numbers.append(Object.assign(document.createElement("li"), { textContent: numbers.children.length + 1 }));
    text.rows = lines + 1;
  };
  text.addEventListener("input", follow);
  for (const problem of document.querySelectorAll("[data-line]")) {
    const number = problem.querySelector(".num");
    const go = Object.assign(document.createElement("button"), { type: "button", className: "to-line num", textContent: number.textContent });
    go.addEventListener("click", () => {
      const before = text.value.split("\n").slice(0, problem.dataset.line - 1).join("\n").length;
      const start = before === 0 ? 0 : before + 1;
      const end = text.value.indexOf("\n", start);
      text.focus();
      text.setSelectionRange(start, end < 0 ? text.value.length : end);
      numbers.children[problem.dataset.line - 1]?.scrollIntoView({ block: "center" });
    });
    number.replaceWith(go);
  }
}

// What changes elsewhere shows without a reload: the server says that something did, the page looks again and replaces its blocks marked data-live. A block somebody is in, by the
// keyboard or with something opened, is left alone until he is out of it.
if (document.body.classList.contains("shell") && window.EventSource) {
  let stream, timer, seen = true;
  const busy = (block) => block.contains(document.activeElement) || block.querySelector("details[open]") !== null;
  const unread = async () => {
    const answer = await fetch("/live/unread");
    if (!answer.ok || answer.redirected) return;
    const count = await answer.text();
    for (const badge of document.querySelectorAll("[data-unread]")) [badge.textContent, badge.hidden] = [count, count === "0"];
  };
  const again = async () => {
    await unread();
    const blocks = [...document.querySelectorAll("[data-live]")];
    if (blocks.length === 0) return;
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const block of blocks) {
      const fresh = found.querySelector(`[data-live="${block.dataset.live}"]`);
      if (!fresh || fresh.innerHTML === block.innerHTML) continue;
      if (busy(block)) later(5000);
      else block.replaceChildren(...fresh.childNodes);
    }
  };
  // Pages that hear of the same change do not all ask in the same moment.
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => again().catch(() => later(10000)), pause);
  };
  const listen = () => {
    if (document.hidden) {
      // A page nobody looks at holds no connection; shown again, it looks again.
      stream?.close();
      stream = undefined;
      seen = false;
    } else if (!stream) {
      stream = new EventSource("/live");
      stream.addEventListener("changed", () => later(200 + Math.random() * 600));
      if (!seen) later(0);
      seen = true;
    }
  };
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", () => { stream?.close(); stream = undefined; seen = false; });
  window.addEventListener("pageshow", listen);
  listen();
}
