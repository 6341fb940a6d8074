// SPDX-License-Identifier: MIT
// What was measured, for people or as a line of JSON for each engine.
"use strict";

// Two or three digits that matter.
function short(number) {
  return number < 9.95 ? number.toFixed(1) : Math.round(Number(number.toPrecision(3))).toLocaleString("en");
}

function duration(ns) {
  return ns < 999.5 ? `${short(ns)} ns` : `${short(ns / 1000)} us`;
}

function print(cells) {
  const widths = [-22, -9, 9, 9, 10, 8, 10];
  console.log(cells.map((cell, at) => (widths[at] < 0 ? cell.padEnd(-widths[at]) : cell.padStart(widths[at]))).join(" "));
}

function printTimes(engines) {
  print(["engine", "version", "requests", "a call", "to orgpol", "to C", "compared"]);
  for (const { name, version, count, ns, toOrgpol, toPlain, compared } of engines)
    print([name, version, String(count), duration(ns), short(toOrgpol), short(toPlain), String(compared)]);
}

function printAllowed(engines, malformed) {
  console.log(`Of ${malformed.length} requests with a fact missing or of another type, none of which orgpol allows:`);
  for (const { name, allowed } of engines)
    if (allowed) console.log(`  ${name} allows ${allowed.length}${allowed.length ? ": " : ""}${allowed.join(", ")}`);
}

function printJson(engines, malformed) {
  for (const { name, version, count, ns, toOrgpol, toPlain, compared, allowed } of engines) {
    const times = ns && { requests: count, median_ns: ns, to_orgpol: toOrgpol, to_plain_c: toPlain };
    const wrong = allowed && { malformed: malformed.length, malformed_allowed: allowed };
    console.log(JSON.stringify({ name, version, compared, ...times, ...wrong }));
  }
}

module.exports = { printTimes, printAllowed, printJson };
