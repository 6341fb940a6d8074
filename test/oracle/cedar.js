// SPDX-License-Identifier: MIT
// The Cedar engine: policies of a space's files, each with what it reads, and the engine's answers.
"use strict";
const fs = require("fs");
const path = require("path");

const { engine, must } = require("./engine.js");

const PRINCIPAL = { type: "User", id: "user" };
const RESOURCE = { type: "Client", id: "client" };

function text(name) {
  return fs.readFileSync(path.join(__dirname, name), "utf8");
}

// The policies of `files`, checked against the schema: [{ id, reason, effect, action, source, paths }].
function load(files, schema) {
  const source = files.map(text).join("\n");
  const answer = must(engine.validate({ schema: text(schema), policies: { staticPolicies: source } }));
  const complaints = answer.validationErrors.concat(answer.validationWarnings);
  if (complaints.length) throw new Error(`${schema}: ${JSON.stringify(complaints[0].error.message)}`);
  return must(engine.policySetTextToParts(source)).policies.map(read);
}

function read(source) {
  const { json } = must(engine.policyToJson(source));
  const paths = new Set();
  for (const condition of json.conditions) collect(condition.body, paths);
  const { id, reason } = json.annotations || {};
  const action = json.action.op === "==" ? json.action.entity.id : undefined;
  return { id, reason, action, effect: json.effect, source, paths: [...paths] };
}

// The path of an expression such as context.client.class, and null where it is none.
function pathOf(expression) {
  if (expression.Var) return expression.Var === "context" ? [] : null;
  const access = expression["."];
  const left = access && pathOf(access.left);
  return left && left.concat(access.attr);
}

// Adds every attribute of the context that an expression reads or asks for.
function collect(expression, paths) {
  if (expression === null || typeof expression !== "object") return;
  const has = expression.has;
  const found = has ? pathOf(has.left).concat(has.attr) : pathOf(expression);
  if (found && found.length) {
    paths.add(found.join("."));
    return;
  }
  if ("Value" in expression) return;
  if (expression.Var === "context") throw new Error("a policy reads the context as a whole");
  for (const part of Object.values(expression)) collect(part, paths);
}

let sets = 0;

// A policy set under a name of its own: a function from an action and a context to Cedar's decision and the
// policies that determined it, by their place in `policies`.
function prepare(policies) {
  const name = `set${sets++}`;
  const staticPolicies = Object.fromEntries(policies.map((policy, place) => [String(place), policy.source]));
  must(engine.preparsePolicySet(name, { staticPolicies }));
  return (action, context) => {
    const { response } = must(
      engine.statefulIsAuthorized({
        principal: PRINCIPAL,
        action: { type: "Action", id: action },
        resource: RESOURCE,
        context,
        preparsedPolicySetId: name,
        entities: [],
      }),
    );
    const { reason, errors } = response.diagnostics;
    if (errors.length) throw new Error(`${JSON.stringify(errors[0])} in ${action} ${JSON.stringify(context)}`);
    return { allowed: response.decision === "allow", determining: reason.map(Number) };
  };
}

module.exports = { load, prepare, version: engine.getCedarVersion };
