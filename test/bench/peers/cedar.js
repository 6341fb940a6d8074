// SPDX-License-Identifier: MIT
// Cedar: cedar.js POLICIES yes|no FILE COUNT, see peer.js. The policies are parsed once; with "yes" every request is
// checked against the schema, which Cedar does not do unless it is asked to.
"use strict";
const fs = require("fs");
const path = require("path");
const { engine, must } = require("../../oracle/engine.js");
const { run } = require("./peer.js");

const [policyFile, validates] = process.argv.slice(2);
const text = (name) => fs.readFileSync(path.join(__dirname, name), "utf8");
const schema = text("login.cedarschema");
const policies = { staticPolicies: text(policyFile) };
const checked = must(engine.validate({ schema, policies }));
const complaints = checked.validationErrors.concat(checked.validationWarnings);
if (complaints.length) throw new Error(JSON.stringify(complaints));
must(engine.preparsePolicySet("login", policies));
must(engine.preparseSchema("login", schema));

function prepare(action, facts) {
  return {
    principal: { type: "User", id: "user" },
    action: { type: "Action", id: action },
    resource: { type: "Client", id: "client" },
    context: facts,
    entities: [],
    preparsedPolicySetId: "login",
    ...(validates === "yes" && { preparsedSchemaName: "login", validateRequest: true }),
  };
}

// A policy that failed stands in diagnostics.errors, and is taken as if it were not there.
const decide = (call) => must(engine.statefulIsAuthorized(call)).response.decision === "allow";

run(engine.getCedarVersion(), prepare, decide);
