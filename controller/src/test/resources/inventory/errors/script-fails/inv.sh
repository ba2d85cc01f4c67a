#!/bin/sh
echo "cannot reach the API: password=hunter2" >&2
exit 3
