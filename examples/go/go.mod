// SPDX-License-Identifier: MIT
module orgpol.example/orgpol

go 1.19
