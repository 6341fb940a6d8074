// SPDX-License-Identifier: MIT
// Requests as the text that the addon takes.
"use strict";
const { RequestError } = require("./errors");

function refused(message, options) {
  return new RequestError({ code: "ERR_ORGPOL_REQUEST", message, pointer: "" }, undefined, options);
}

// Made by {} in any realm, or without a prototype, and with no member that JSON would leave out.
function isPlain(object) {
  const parent = Object.getPrototypeOf(object);
  const plain = parent === null || (Object.getPrototypeOf(parent) === null && Object.hasOwn(parent, "hasOwnProperty"));
  return plain && Object.getOwnPropertyNames(object).length === Object.keys(object).length;
}

// What JSON.stringify would leave out, write as null, or as something else, is refused: it would read as absent.
function strict(name, value) {
  if (typeof this[name]?.toJSON === "function") throw refused(`${JSON.stringify(name)} has a toJSON: give what it stands for`);
  const type = typeof value;
  if (type === "string" || type === "boolean" || value === null) return value;
  if (type === "number" && Number.isFinite(value)) return value;
  if (type === "object" && (Array.isArray(value) || isPlain(value))) return value;
  if (type === "undefined") throw refused(`${JSON.stringify(name)} is undefined: leave it out, or give null, for absent`);
  throw refused(`${JSON.stringify(name)}: expected what JSON has, found ${type === "number" ? value : `another ${type}`}`);
}

// The text or Buffer given as it is; an object as its JSON.
function documentOf(request) {
  try {
    if (typeof request === "string" || request instanceof Uint8Array) return request;
    if (typeof request === "object" && request !== null) return JSON.stringify(request, strict);
  } catch (cause) {
    if (cause instanceof RequestError) throw cause;
    throw refused(`the request is no JSON: ${cause?.message}`, { cause });
  }
  throw refused(`expected an object, text or a Buffer, found ${request === null ? "null" : typeof request}`);
}

module.exports = { documentOf, refused };
