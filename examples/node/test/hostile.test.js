// SPDX-License-Identifier: MIT
// What is malformed, closed or up to something is an error, and never an answer.
"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const vm = require("node:vm");
const native = require("../lib/native");
const orgpol = require("..");
const { sample, load, question, request, rows, grantRows } = require("./sample");

const { Tenant, TenantError, RequestError } = orgpol;

function refuses(ask, what, ErrorOf = RequestError, message) {
  let answer;
  assert.throws(() => (answer = ask()), (error) => {
    assert.ok(error instanceof ErrorOf, `${what}: ${error.stack}`);
    if (message) assert.match(error.message, message, what);
    return true;
  }, what);
  assert.equal(answer, undefined, what);
}

const WRONG_TYPES = [undefined, null, true, 0, NaN, 1n, Symbol("x"), () => "{}", new Date(0), new Map(), new Uint16Array(4),
  new ArrayBuffer(4), new DataView(new ArrayBuffer(4)), new String("{}"), Object("x"), Promise.resolve("{}"), []];

test("the sample is allowed where nothing is wrong", () => {
  const tenant = load();
  assert.equal(tenant.canLogin(question()).allowed, true);
  assert.equal(tenant.evaluate(request()).allowed, true);
  assert.equal(orgpol.canLogin(rows()).allowed, true);
  assert.equal(orgpol.canThirdPartyLogin(rows()).allowed, true);
  assert.equal(orgpol.checkClientGrant(grantRows()).allowed, true);
});

test("values that are no request, tenant or rows", () => {
  const tenant = load();
  for (const value of WRONG_TYPES) {
    const what = Object.prototype.toString.call(value);
    refuses(() => tenant.evaluate(value), what);
    refuses(() => tenant.evaluations(value), what);
    refuses(() => orgpol.evaluate(value), what);
    refuses(() => tenant.canLogin(value), what);
    refuses(() => Tenant.load(value), what, TenantError);
    refuses(() => new Tenant(value), what, TenantError);
    refuses(() => orgpol.consentKey(value), what);
    for (const decide of [orgpol.canLogin, orgpol.canThirdPartyLogin, orgpol.checkClientGrant]) {
      refuses(() => decide(value), what);
      refuses(() => decide(), "no argument");
    }
  }
  refuses(() => Tenant.load({}), "an object is no document", TenantError);
});

test("texts", () => {
  const tenant = load();
  const text = JSON.stringify(request());
  for (const [what, wrong] of Object.entries({
    "nothing": "",
    "a zero character": text.replace("emilio", "emilio\0"),
    "an escaped zero character": text.replace("emilio", "emilio\\u0000"),
    "zeros behind": `${text}\0`,
    "a lone surrogate": text.replace("emilio", "emilio\ud800"),
    "an escaped lone surrogate": text.replace("emilio", "emilio\\udc00"),
    "a byte order mark": `\ufeff${text}`,
    "one more byte": `${text}}`,
    "twice the same name": text.replace("{", '{"context":{},'),
    "nesting": `{"context":${"[".repeat(1e5)}${"]".repeat(1e5)}}`,
    "two mebibytes": `${text}${" ".repeat(2 ** 21)}`,
  })) {
    refuses(() => tenant.evaluate(wrong), what);
    if (what !== "a lone surrogate") refuses(() => tenant.evaluate(Buffer.from(wrong)), what);
    refuses(() => tenant.evaluations(wrong), what);
  }
  refuses(() => tenant.evaluate(Buffer.from([0x7b, 0xff, 0x7d])), "no UTF-8");
  refuses(() => tenant.evaluate(Buffer.alloc(0)), "an empty Buffer");
  refuses(() => Tenant.load('{"clients":\n [3]}'), "a tenant", TenantError, /^\/clients\/0: /);
  // U+FFFD itself is text like any other, and so are pairs of surrogates.
  assert.equal(tenant.evaluate(text.replace("emilio", "\ufffd\u{1f600}")).allowed, false);
});

test("where an error is", () => {
  const wrong = '{"subject":\n{"type":"user"},\n "action" 3}';
  for (const document of [wrong, Buffer.from(wrong), new Uint8Array(Buffer.from(wrong))])
    assert.throws(() => load().evaluate(document), { name: "RequestError", code: "ERR_ORGPOL_SYNTAX", offset: 39, line: 3 });
  assert.throws(() => load().canLogin({ ...question(), subject: 3 }), { pointer: "/subject", offset: undefined, line: undefined });
  assert.throws(() => Tenant.load('{\n"settings": 3}'), { name: "TenantError", code: "ERR_ORGPOL_REQUEST", pointer: "/settings" });
  assert.throws(() => Tenant.load("[\n\n"), { name: "TenantError", offset: 3, line: 3 });
  assert.throws(() => orgpol.canLogin({ client: { grant_types: ["implicit", "implicitly"] } }),
    { name: "RequestError", code: "ERR_ORGPOL_ROWS", pointer: "/client/grant_types/1", detail: 'no such word: "implicitly"' });
});

test("values that JSON has not, or would leave out, inside a request", () => {
  const tenant = load();
  const cyclic = request();
  cyclic.context.body = cyclic;
  let deep = {};
  for (let i = 0; i < 1e5; i++) deep = { deep };
  for (const value of [undefined, NaN, Infinity, 1n, Symbol("x"), () => {}, new Map(), new Set(), /x/, new (class X {})(), cyclic, deep,
    Object("x"), new Uint8Array(2), "\ud800", "a\0b", Object.create({ a: 1 })]) {
    for (const organization of [value, [value]]) {
      const asked = request();
      asked.context.organization = organization;
      refuses(() => tenant.evaluate(asked), typeof value);
      refuses(() => tenant.canLogin({ ...question(), context: asked.context }), typeof value);
      refuses(() => tenant.evaluations({ evaluations: [asked], context: { x: value } }), typeof value);
    }
  }
  // null is absent, as in the library; an object of another realm is as good as one of ours.
  assert.equal(tenant.evaluate({ ...request(), context: { ...request().context, protocol: null } }).allowed, true);
  assert.equal(tenant.evaluate(vm.runInNewContext(`(${JSON.stringify(request())})`)).allowed, true);
});

test("members that are there and would not be written", () => {
  const tenant = load();
  const organization = "org_granite";
  const inherited = Object.create(Object.assign(Object.create(null), { organization }));
  const hidden = Object.defineProperty({ connection: "travel0-database" }, "organization", { value: organization });
  for (const context of [undefined, Object.assign(inherited, { connection: "travel0-database" }), hidden,
    { connection: "travel0-database", organization: { toJSON: () => null } }, { toJSON: () => ({}) }]) {
    refuses(() => tenant.canLogin({ ...question(), context }), "canLogin");
    if (context) refuses(() => tenant.evaluate({ ...request(), context }), "evaluate");
  }
  // Without a context this question has an answer; with one that is undefined it has none.
  const { subject, resource } = question();
  assert.equal(typeof tenant.resolveOrgPromptMode({ subject, resource }).allowed, "boolean");
  refuses(() => tenant.resolveOrgPromptMode({ subject, resource, context: undefined }), "context: undefined");
  refuses(() => orgpol.canLogin(Object.create(Object.assign(Object.create(null), rows()))), "rows");
});

test("members that an action does not read", () => {
  const tenant = load();
  refuses(() => tenant.canLogin({ ...question(), contxt: {} }), "contxt");
  refuses(() => tenant.canLogin({ ...question(), context: { organisation: "org_granite", connection: "travel0-database" } }), "organisation");
  refuses(() => tenant.canLogin({ ...question(), context: JSON.parse('{"__proto__": {}}') }), "__proto__");
  refuses(() => tenant.canLogin({ ...question(), context: { toString: "x" } }), "toString");
  refuses(() => tenant.canLogin({ ...question(), subject: null }), "subject");
});

test("a closed tenant", () => {
  const tenant = load();
  tenant.close();
  tenant.close();
  for (const ask of [() => tenant.evaluate(request()), () => tenant.evaluations(request()), () => tenant.canLogin(question())])
    refuses(ask, "closed", TenantError, /the tenant is closed/);
});

test("getters that close the tenant, throw, or ask themselves", () => {
  const tenant = load();
  const closing = request();
  Object.defineProperty(closing, "context", { enumerable: true, get: () => (tenant.close(), request().context) });
  refuses(() => tenant.evaluate(closing), "closes", TenantError);

  const other = load();
  const bomb = new Error("bomb");
  const throwing = () => ({ get organization() { throw bomb; } });
  assert.throws(() => other.evaluate({ ...request(), context: throwing() }), (error) => error instanceof RequestError && error.cause === bomb);
  assert.throws(() => orgpol.canLogin({ ...rows(), get client() { throw bomb; } }), bomb);
  assert.throws(() => orgpol.canLogin({ ...rows(), client: { get is_first_party() { throw bomb; } } }), bomb);
  const list = ["read"];
  Object.defineProperty(list, 1, { enumerable: true, get() { throw bomb; } });
  assert.throws(() => orgpol.checkClientGrant({ ...grantRows(), scopes: list }), bomb);
  assert.throws(() => orgpol.canLogin({ ...rows(), get client() { throw undefined; } }), (error) => error === undefined);

  // The inner answer does not become the outer one.
  const outer = { ...rows(), get member() { assert.equal(orgpol.canLogin(rows()).allowed, true); return null; } };
  assert.deepEqual(orgpol.canLogin(outer).unmet, ["user_not_member"]);
  const endless = { ...rows(), get client() { return orgpol.canLogin(endless); } };
  assert.throws(() => orgpol.canLogin(endless), RangeError);
  const shrinking = ["read", "read", "read"];
  Object.defineProperty(shrinking, 0, { get() { shrinking.length = 1; return "read"; } });
  refuses(() => orgpol.checkClientGrant({ ...grantRows(), scopes: shrinking }), "shrinks");
});

test("proxies", () => {
  const tenant = load();
  const bomb = new Error("bomb");
  for (const trap of ["get", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"]) {
    const throwing = new Proxy(rows(), { [trap]() { throw bomb; } });
    const asked = new Proxy(request(), { [trap]() { throw bomb; } });
    if (trap !== "getPrototypeOf") assert.throws(() => orgpol.canLogin(throwing), bomb, trap); // which is not asked
    assert.throws(() => tenant.evaluate(asked), RequestError, trap);
  }
  // Names that are not there, or whose values change, are read once each.
  let reads = 0;
  const changing = new Proxy(rows(), { get: (target, name) => (name === "member" && reads++ ? rows().member : name === "member" ? null : target[name]) });
  assert.deepEqual(orgpol.canLogin(changing).unmet, ["user_not_member"]);
  assert.equal(reads, 1);
  assert.equal(orgpol.canLogin(new Proxy([], {})).reason, "unknown_client"); // no rows
  const { proxy, revoke } = Proxy.revocable(rows(), {});
  revoke();
  assert.throws(() => orgpol.canLogin(proxy));
  assert.throws(() => tenant.evaluate(proxy), RequestError);
});

test("rows: members, words and types that there are not", () => {
  for (const [what, wrong] of Object.entries({
    member: { ...rows(), organizationId: "org_a" },
    "empty member": { ...rows(), "": 1 },
    "number as member": { ...rows(), 0: 1 },
    "long member": { ...rows(), ["x".repeat(1e6)]: 1 },
    "member with a zero": { ...rows(), "client\0": {} },
    "reserved member": { ...rows(), struct_size: 8 },
    word: { ...rows(), protocol: "OIDC" },
    "word with a zero": { ...rows(), protocol: "oidc\0" },
    "empty word": { ...rows(), protocol: "" },
    "number as word": { ...rows(), protocol: 1 },
    "flag as number": { ...rows(), is_signup: 0 },
    "flag as text": { ...rows(), is_signup: "false" },
    "flag as object": { ...rows(), is_signup: new Boolean(false) },
    "text as number": { ...rows(), organization_id: 1 },
    "text as object": { ...rows(), organization_id: new String("org_a") },
    "zero in a text": { ...rows(), organization_id: "org_a\0" },
    "surrogate in a text": { ...rows(), organization_id: "org_a\ud800" },
    "undefined text": { ...rows(), organization_id: undefined },
    "undefined row": { ...rows(), organization: undefined },
    "negative count": { ...rows(), member_count: -1 },
    "broken count": { ...rows(), member_count: 0.5 },
    "large count": { ...rows(), member_count: 2 ** 32 },
    "count that is none": { ...rows(), member_count: NaN },
    "endless count": { ...rows(), member_count: Infinity },
    "BigInt count": { ...rows(), member_count: 1n },
    "array as row": { ...rows(), client: [] },
    "text as row": { ...rows(), client: "tpc_x" },
    "class as row": { ...rows(), client: new (class Client { client_id = "tpc_x"; })() },
    "inherited members": Object.create(rows()),
    "inner member": { ...rows(), client: { ...rows().client, is_blocked: true } },
    "row of another organization": { ...rows(), member: { organization_id: "org_b", user_id: "u1" } },
    "row without id": { ...rows(), client: {} },
  }))
    for (const decide of [orgpol.canLogin, orgpol.canThirdPartyLogin]) refuses(() => decide(wrong), what);
  for (const [what, scopes] of Object.entries({
    "no array": "read",
    "object like an array": { length: 1, 0: "read" },
    "hole": [, "read"],
    "endless array": new Array(2 ** 32 - 1),
    "long array": new Array(65537).fill("read"),
    "too many scopes": new Array(1025).fill("read"),
    "number": [1],
  }))
    refuses(() => orgpol.checkClientGrant({ ...grantRows(), scopes }), what);
  assert.equal(orgpol.canLogin({ ...rows(), cross_app_access: null, member_count: 0 }).allowed, true);
});

test("consent keys", () => {
  const named = { user_id: "u", client_id: "c", audience: "https://api" };
  for (const [what, wrong] of Object.entries({
    "no user": { ...named, user_id: null },
    "empty secret": { ...named, secret: Buffer.alloc(0) },
    "short secret": { ...named, secret: Buffer.alloc(15) },
    "text as secret": { ...named, secret: "x".repeat(16) },
    "wide secret": { ...named, secret: new Uint16Array(16) },
  }))
    refuses(() => orgpol.consentKey(wrong), what);
});

test("the addon itself", () => {
  for (const handle of [undefined, {}, [], 1, "x", new Proxy({}, {}), load(), Object.create(native.load(sample))])
    assert.equal(native.evaluate(handle, JSON.stringify(request())).code, "ERR_ORGPOL_ARGUMENT");
  assert.equal(native.evaluate().code, "ERR_ORGPOL_ARGUMENT");
  assert.equal(native.close({}), false);
  assert.throws(() => Tenant.prototype.evaluate.call({}, request()), TypeError);
  assert.throws(() => Reflect.construct(Tenant, []), TenantError);
});
