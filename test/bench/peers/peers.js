// SPDX-License-Identifier: MIT
// peers.js check|bench DIRECTORY ORGPOL [CASBIN_VERSION]
//
// Compares the answers of every engine with orgpol's: to every request there is, and to malformed ones. With "bench",
// times them over the stream besides, in turns, each round comparing every answer. The engines are processes that
// answer line by line (peer.js), so that only one of them works at a time. DIRECTORY has the programs and the requests,
// ORGPOL is the command; without CASBIN_VERSION there is no casbin for Go.
"use strict";
const { spawn } = require("child_process");
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const orgpol = require("./orgpol.js");
const malformed = require("./malformed.json");

const ROUNDS = 9; // after one that is not counted
const [mode, directory, command, casbinVersion] = process.argv.slice(2);
const wantsJson = !["", "0", undefined].includes(process.env.BENCH_JSON);
const built = (name) => path.join(directory, name);
const SPACE = built("space");
const STREAM = built("stream");
const ALL = 1 << 20; // more requests than there are

// `start` is what the engine is started with, before and after the file and the count; `count` of the stream.
const ENGINES = [
  { name: "C, early returns", start: [[built("ours"), "plain"], []], count: 1000000, isOurs: true },
  { name: "orgpol", start: [[built("ours"), "orgpol"], []], count: 1000000, isOurs: true },
  { name: "CASL", start: [["node", `${__dirname}/casl.js`], []], count: 100000 },
  { name: "casbin, Node", start: [["node", `${__dirname}/casbin.js`], []], count: 100000 },
  ...(casbinVersion
    ? [{ name: "casbin, Go", start: [[built("casbin")], [__dirname, casbinVersion]], count: 50000 }]
    : []),
  { name: "Cedar wasm", start: [["node", `${__dirname}/cedar.js`], []], count: 10000 },
  { name: "Cedar wasm, validating", start: [["node", `${__dirname}/cedar.js`], ["validate"]], count: 10000 },
];
const [PLAIN, ORGPOL] = [0, 1];

class Peer {
  constructor({ name, start: [before, after] }, file, count) {
    const [program, ...words] = [...before, file, String(count), ...after];
    Object.assign(this, { name, file });
    this.process = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
    this.lines = readline.createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async hear() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.name} has ended`);
    return JSON.parse(value);
  }

  ask(line) {
    this.process.stdin.write(line + "\n");
    return this.hear();
  }

  // What a decision took, in ns, when all were asked.
  async round() {
    const { ns, different } = await this.ask("");
    if (different !== undefined) throw new Error(`${this.name} answers otherwise: ${describe(this.file, different)}`);
    return ns;
  }

  end() {
    this.process.stdin.end();
  }
}

// The request at a place of a file, in words, with orgpol's answer.
function describe(file, place) {
  const lines = fs.readFileSync(file, "latin1").split("\n");
  const line = lines[place + 1];
  const facts = JSON.parse(lines[0]).map(([name, ...values], fact) => [name, values[line[fact]]]);
  return `${JSON.stringify(Object.fromEntries(facts))}, which orgpol ${line.endsWith("1") ? "allows" : "denies"}`;
}

// The malformed requests, with what orgpol answers, and what they are called.
function malformedRequests() {
  const read = ({ fact, value, action = "log_in", facts, rule = "error" }) => {
    const what = value === undefined ? `no ${fact}` : `${fact}=${JSON.stringify(value)}`;
    const request = { action, facts: { ...malformed.usual, ...facts, [fact]: value } };
    return { request, rule, name: action === "log_in" ? what : `${what} of a ${action}` };
  };
  return [...malformed.missing, ...malformed.wrong].map(read);
}

// Every request, as orgpol's command answers it: that the facts are the same in JSON.
function checkJson() {
  const lines = fs.readFileSync(SPACE, "latin1").trimEnd().split("\n");
  const names = JSON.parse(lines.shift());
  const requests = lines.map((line) => {
    const { action, ...facts } = Object.fromEntries(names.map(([name, ...values], at) => [name, values[line[at]]]));
    return { action, facts };
  });
  orgpol.answers(command, requests).forEach((answer, place) => {
    if ((answer === "allow") !== lines[place].endsWith("1") || answer === "error")
      throw new Error(`orgpol answers ${answer} to JSON: ${describe(SPACE, place)}`);
  });
  return lines.length;
}

function checkMalformed(requests) {
  orgpol.answers(command, requests.map(({ request }) => request)).forEach((answer, place) => {
    const { name, rule } = requests[place];
    if (answer !== rule) throw new Error(`orgpol answers ${answer} instead of ${rule}: ${name}`);
  });
}

// Asks an engine everything, and the malformed requests: those it allows, orgpol does not.
async function check(engine, requests) {
  const peer = new Peer(engine, SPACE, ALL);
  const { version, count } = await peer.hear();
  await peer.round();
  const allowed = [];
  for (const { request, name } of engine.isOurs ? [] : requests)
    if ((await peer.ask(JSON.stringify(request))).answer === "allow") allowed.push(name);
  peer.end();
  Object.assign(engine, { version, compared: count, allowed });
}

function median(numbers) {
  const sorted = numbers.slice().sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

async function time() {
  const peers = ENGINES.map((engine) => new Peer(engine, STREAM, engine.count));
  for (const peer of peers) await peer.hear();
  const rounds = [];
  for (let number = 0; number <= ROUNDS; number++) {
    const took = [];
    for (const peer of peers) took.push(await peer.round());
    if (number > 0) rounds.push(took);
  }
  for (const [place, engine] of ENGINES.entries()) {
    const ratio = (other) => median(rounds.map((took) => took[place] / took[other]));
    engine.ns = median(rounds.map((took) => took[place]));
    Object.assign(engine, { toPlain: ratio(PLAIN), toOrgpol: ratio(ORGPOL) });
    engine.compared += engine.count;
    peers[place].end();
  }
}

// Two or three digits that matter.
function short(number) {
  return number < 9.95 ? number.toFixed(1) : Math.round(Number(number.toPrecision(3))).toLocaleString("en");
}

function duration(ns) {
  return ns < 999.5 ? `${short(ns)} ns` : `${short(ns / 1000)} us`;
}

function print(cells) {
  const widths = [-23, -8, 10, 9, 9, 9, 10];
  console.log(cells.map((cell, at) => (widths[at] < 0 ? cell.padEnd(-widths[at]) : cell.padStart(widths[at]))).join(" "));
}

function printTimes() {
  print(["engine", "version", "requests", "a call", "to orgpol", "to C", "compared"]);
  for (const { name, version, count, ns, toOrgpol, toPlain, compared } of ENGINES)
    print([name, version, String(count), duration(ns), short(toOrgpol), short(toPlain), String(compared)]);
}

function printAllowed(requests) {
  console.log(`Of ${requests.length} requests with a fact that is missing or of another type, orgpol allows 0;`);
  for (const { name, allowed, isOurs } of ENGINES)
    if (!isOurs) console.log(`  ${name} ${allowed.length}${allowed.length ? ": " : ""}${allowed.join(", ")}`);
}

function printJson(requests) {
  for (const { name, version, count, ns, toOrgpol, toPlain, compared, allowed, isOurs } of ENGINES) {
    const times = mode === "bench" && { requests: count, median_ns: ns, to_orgpol: toOrgpol, to_plain_c: toPlain };
    const wrong = !isOurs && { malformed: requests.length, malformed_allowed: allowed };
    console.log(JSON.stringify({ name, version, ...times, compared, ...wrong }));
  }
}

async function main() {
  const requests = malformedRequests();
  const count = checkJson();
  checkMalformed(requests);
  for (const engine of ENGINES) await check(engine, requests);
  if (mode === "bench") await time();
  if (wantsJson) return printJson(requests);
  if (mode === "bench") printTimes();
  else console.log(`peers: ${ENGINES.length} engines and orgpol's JSON answer ${count} requests alike`);
  printAllowed(requests);
}

main().catch((error) => {
  console.error(`peers: ${error.message}`);
  process.exit(1);
});
