// SPDX-License-Identifier: MIT
"use strict";
module.exports = require("../build/Release/orgpol.node");
