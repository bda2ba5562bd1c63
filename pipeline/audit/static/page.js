// Keys and marks of the audit page. Everything that a key does, a button does too.
"use strict";

const byId = (name) => document.getElementById(name);
const isWriting = (element) => element.matches("input, select, textarea") && element.type !== "submit";

function open(name) {
  const form = byId(name);
  if (!form) return;
  if (name === "edit") form.classList.remove("reading"); else form.hidden = false;
  document.querySelectorAll(`[data-open=${name}]`).forEach((button) => button.setAttribute("aria-expanded", "true"));
  const first = form.querySelector(name === "edit" ? ".columns input, .columns select" : "button");
  if (first) { first.focus(); if (first.select) first.select(); }
}

function shut(name) {
  const form = byId(name);
  if (!form) return;
  if (name === "edit") { form.reset(); form.classList.add("reading"); } else form.hidden = true;
  document.querySelectorAll(`[data-open=${name}]`).forEach((button) => { button.setAttribute("aria-expanded", "false"); button.focus(); });
}

function send(name) {
  const button = document.querySelector(`#${name} button[type=submit]`);
  if (button && !button.disabled) button.click();
}

function step(forward) {
  const links = [...document.querySelectorAll(".queue tbody tr a")];
  if (links.length) {
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(links.length - 1, Math.max(0, at + (forward ? 1 : -1)))];
    next.focus();
    return;
  }
  const link = byId(forward ? "next" : "previous");
  if (link) link.click();
}

function press(name) {
  const button = byId(name);
  if (button && !button.disabled) button.click();
}

const KEYS = {
  t: () => press("try"), s: () => press("save"),
  j: () => step(true), k: () => step(false), a: () => send("accept"), e: () => open("edit"), r: () => open("reject"),
  d: () => send("defer"), u: () => send("undo"), "?": () => byId("help").showModal(),
  "/": () => { if (byId("search")) byId("search").focus(); else window.location = "/queue#search"; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || byId("help").open) return;
  const drawer = byId("reject");
  if (event.key === "Escape") {
    if (drawer && !drawer.hidden) shut("reject");
    else if (byId("edit") && !byId("edit").classList.contains("reading")) shut("edit");
    return;
  }
  if (isWriting(event.target)) return;
  if (drawer && !drawer.hidden && /^[1-9]$/.test(event.key)) {
    const button = drawer.querySelectorAll("button[type=submit]")[Number(event.key) - 1];
    if (button) { event.preventDefault(); button.click(); }
    return;
  }
  const act = KEYS[event.key] || KEYS[KOREAN_KEYS[event.code]];
  if (act) { event.preventDefault(); act(); }
});

// With the Korean input method on, a letter key says ㅓ; its place on the keyboard is the same.
const KOREAN_KEYS = { KeyJ: "j", KeyK: "k", KeyA: "a", KeyE: "e", KeyR: "r", KeyD: "d", KeyU: "u", KeyT: "t", KeyS: "s" };

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.open) open(button.dataset.open);
  if (button.dataset.close) shut(button.dataset.close);
  if ("help" in button.dataset) byId("help").showModal();
  if (button.dataset.evidence) show(button.dataset.evidence);
});

// Marks the cells and lines that hold the words a rule rests on: in the value's own cell, row or column where it is there.
function show(words) {
  const fold = (text) => text.replace(/\s+/g, "");
  document.querySelectorAll(".found").forEach((one) => one.classList.remove("found"));
  const holding = [...document.querySelectorAll("[data-evidence-place]")].filter((one) => fold(one.textContent).includes(fold(words)));
  const target = document.querySelector("td.here");
  const near = target && holding.filter((one) => one.dataset.row === target.dataset.row || one.dataset.col === target.dataset.col);
  const chosen = near && near.length ? near : holding;
  chosen.forEach((one) => one.classList.add("found"));
  if (chosen.length) chosen[0].scrollIntoView({ block: "nearest" });
}

function ready() {
  const mark = document.querySelector("mark.target");
  if (mark) mark.scrollIntoView({ block: "center", inline: "nearest" });
  const picture = document.querySelector("svg.page");
  if (picture) picture.scrollIntoView({ block: "nearest" });
  document.querySelectorAll("[data-here]").forEach((field) => { field.value = window.location.pathname + window.location.search; });
  if (window.location.hash === "#search" && byId("search")) byId("search").focus();
}

document.addEventListener("DOMContentLoaded", ready);
document.addEventListener("htmx:afterSettle", ready);
