#!/bin/sh
cat <<X
{"a": {"hosts": "h1"}, "b": {"hosts": ["h", 5], "vars": []},
 "c": {"children": ["c"]}, "_meta": {"hostvars": {"h": [1]}}}
X
