#!/bin/sh
echo "{\"web\": [}"
