// SPDX-License-Identifier: MIT
// casbin for Node: casbin.js FILE COUNT, see peer.js.
"use strict";
const fs = require("fs");
const path = require("path");
const { FileAdapter, newEnforcer, newModelFromString } = require("casbin");
const { packages } = require("./package-lock.json");
const { run } = require("./peer.js");

// Where the model goes on in the next line, casbin for Node takes no comment, as that for Go does.
const text = fs.readFileSync(path.join(__dirname, "login.conf"), "utf8").replace(/#.*\\$/gm, "\\");

// is_member is IsMember: casbin for Go asks for names of that kind.
const named = ([name, value]) => [name.replace(/(?:^|_)(.)/g, (_, letter) => letter.toUpperCase()), value];

async function main() {
  const enforcer = await newEnforcer(newModelFromString(text), new FileAdapter(path.join(__dirname, "login.csv")));
  const prepare = (action, facts) => ({ action, login: Object.fromEntries(Object.entries(facts).map(named)) });
  const decide = ({ action, login }) => enforcer.enforceSync(login, action);
  run(packages["node_modules/casbin"].version, prepare, decide);
}

main();
