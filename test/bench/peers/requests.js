// SPDX-License-Identifier: MIT
// The requests of a file that ours.c wrote.
"use strict";
const fs = require("fs");

// The first `count` requests, { action, facts, isAllowed }: as orgpol decides.
function read(file, count = Infinity) {
  const [names, ...lines] = fs.readFileSync(file, "latin1").trimEnd().split("\n");
  const axes = JSON.parse(names);
  return lines.slice(0, count).map((line) => {
    const { action, ...facts } = Object.fromEntries(axes.map(([name, ...values], place) => [name, values[line[place]]]));
    return { action, facts, isAllowed: line[axes.length] === "1" };
  });
}

module.exports = { read };
