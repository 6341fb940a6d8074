// SPDX-License-Identifier: MIT
// The engines, and how one is asked.
"use strict";
const { spawn } = require("child_process");
const readline = require("readline");
const requests = require("./requests.js");

// `command` goes on with a file of requests and their count; `count` is how many of the stream it is asked at a time.
function engines(directory, casbinVersion) {
  const node = (script, ...words) => ["node", `${__dirname}/${script}`, ...words];
  const go = [`${directory}/casbin`, __dirname, casbinVersion];
  return [
    { name: "C, early returns", command: [`${directory}/ours`, "plain"], count: 1000000, isOurs: true },
    { name: "orgpol", command: [`${directory}/ours`, "orgpol"], count: 1000000, isOurs: true },
    { name: "CASL", command: node("casl.js"), count: 100000 },
    { name: "casbin for Node", command: node("casbin.js"), count: 100000 },
    { name: "casbin for Go", command: go, count: 50000, isMissing: !casbinVersion },
    { name: "Cedar wasm, permit", command: node("cedar.js", "permit.cedar", "no"), count: 10000 },
    { name: "Cedar wasm, forbids", command: node("cedar.js", "forbids.cedar", "no"), count: 10000 },
    { name: "Cedar wasm, validating", command: node("cedar.js", "forbids.cedar", "yes"), count: 10000 },
  ].filter(({ isMissing }) => !isMissing);
}

// A process that answers line by line, so that of several only one works at a time.
class Process {
  constructor({ name, command: [program, ...words] }, file, count) {
    Object.assign(this, { name, file, count });
    this.child = spawn(program, [...words, file, String(count)], { stdio: ["pipe", "pipe", "inherit"] });
    this.lines = readline.createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  // Waits until all requests are ready; the engine's version.
  async ready() {
    const { version, count } = await this.hear();
    if (count !== this.count) throw new Error(`${this.name} has ${count} requests, not ${this.count}`);
    return version;
  }

  async hear() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.name} has ended`);
    return JSON.parse(value);
  }

  ask(line) {
    this.child.stdin.write(line + "\n");
    return this.hear();
  }

  // Has it decide everything: what a decision took, in ns.
  async round() {
    const { ns, different } = await this.ask("");
    if (different === undefined) return ns;
    const request = requests.read(this.file, different + 1)[different];
    throw new Error(`${this.name} answers otherwise than orgpol: ${JSON.stringify(request)}`);
  }

  end() {
    this.child.stdin.end();
  }
}

module.exports = { engines, Process };
