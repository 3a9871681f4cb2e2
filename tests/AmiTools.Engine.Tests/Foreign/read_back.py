"""Reads what another client did with boto3 and the AWS CLI, who must read the same.

read_back.py ENDPOINT answers each line {"service": ..., "operation": ..., "parameters": {...}} with one line: what both read.
"""
import json
import sys

from foreign import Aws


def main():
    aws = Aws(sys.argv[1])
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(aws.both(request["service"], request["operation"], **request["parameters"]), default=str), flush=True)


if __name__ == "__main__":
    main()
