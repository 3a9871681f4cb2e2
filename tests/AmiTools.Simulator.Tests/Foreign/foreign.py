"""Drives a simulator with clients that nobody of this project wrote: boto3 and the AWS CLI.

Reads one JSON object a line ({"check": name, "endpoint": url, "options": {...}}, or {"list": true}) and answers each with one line. The checks are
functions in the files check_*.py beside this one:

    from foreign import check

    @check("DescribeRegions")
    def regions(aws):
        assert len(aws.both("ec2", "DescribeRegions")["Regions"]) > 10

A check names the operations that it covers, and fails unless boto3 and the CLI have both called them.
"""
import contextlib
import datetime
import functools
import importlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import traceback
import urllib.parse
import urllib.request

import boto3
import botocore.config
import botocore.exceptions
import botocore.parsers
from botocore import xform_name

try:
    import awscli.clidriver
except ImportError:
    awscli = None

CHECKS = {}
REGION = "eu-west-1"
CLI_AVAILABLE = awscli is not None or shutil.which("aws") is not None


def check(*operations):
    """Makes a function a check that covers operations."""

    def register(function):
        assert function.__name__ not in CHECKS, f"two checks are called {function.__name__}"
        CHECKS[function.__name__] = (function, frozenset(operations))
        return function

    return register


@functools.cache
def cli_driver():
    """The CLI itself; one for all, because each reads EC2's model anew."""
    return awscli.clidriver.create_clidriver()


class Refused(Exception):
    """The service answered with an error."""

    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Aws:
    """One simulator as boto3 and the CLI see it."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.boto_calls = set()
        self.cli_calls = set()
        os.environ.update(
            AWS_ENDPOINT_URL=endpoint,
            AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
            AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            AWS_DEFAULT_REGION=REGION,
            AWS_CONFIG_FILE=os.devnull,
            AWS_SHARED_CREDENTIALS_FILE=os.devnull,
            AWS_EC2_METADATA_DISABLED="true",
            AWS_PAGER="",
        )
        os.environ.pop("AWS_SESSION_TOKEN", None)

    def client(self, service, region=None, keys=None):
        """A boto3 client; keys as an STS answer has them, or an account id for the keys of that account."""
        if isinstance(keys, str):
            keys = {"AccessKeyId": keys, "SecretAccessKey": "secret"}
        keys = keys or {}
        client = boto3.client(
            service,
            region_name=region,
            aws_access_key_id=keys.get("AccessKeyId"),
            aws_secret_access_key=keys.get("SecretAccessKey"),
            aws_session_token=keys.get("SessionToken"),
            config=botocore.config.Config(retries={"mode": "standard", "max_attempts": 3}),
        )
        client.meta.events.register("after-call", lambda model, http_response, **_: http_response.status_code < 300 and self.boto_calls.add(model.name))
        return client

    def boto(self, service, operation, region=None, keys=None, **parameters):
        """Calls an operation with boto3; its answer without the metadata."""
        try:
            answer = getattr(self.client(service, region, keys), xform_name(operation))(**parameters)
        except botocore.exceptions.ClientError as error:
            raise Refused(error.response["Error"]["Code"], error.response["Error"]["Message"]) from error
        answer.pop("ResponseMetadata", None)
        return answer

    def cli(self, service, operation, region=None, **parameters):
        """Calls an operation with the CLI; its answer as JSON."""
        arguments = [service, xform_name(operation, "-"), "--cli-input-json", json.dumps(parameters, default=str), "--no-paginate"]
        try:
            text = self.command(*arguments, "--region", region or REGION)
        finally:
            # This command leaves a handler behind in its driver that breaks on the arguments of every other one.
            if operation == "ModifyInstanceAttribute":
                cli_driver.cache_clear()
        self.cli_calls.add(operation)
        return json.loads(text) if text.strip() else {}

    @contextlib.contextmanager
    def acting_as(self, account):
        """Both clients are an account of the simulator for a while."""
        key = os.environ["AWS_ACCESS_KEY_ID"]
        os.environ["AWS_ACCESS_KEY_ID"] = account
        boto3.DEFAULT_SESSION = None
        cli_driver.cache_clear()
        try:
            yield
        finally:
            os.environ["AWS_ACCESS_KEY_ID"] = key
            boto3.DEFAULT_SESSION = None
            cli_driver.cache_clear()

    def command(self, *arguments):
        """Runs the CLI with any arguments, --region among them (it remembers the last one); what it prints."""
        arguments = [*arguments, "--output", "json"]
        if awscli is None:
            done = subprocess.run(["aws", *arguments], capture_output=True, text=True, check=False)
            code, output, errors = done.returncode, done.stdout, done.stderr
        else:
            out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n"), io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = cli_driver().main(arguments)
            output, errors = (stream.flush() or stream.buffer.getvalue().decode() for stream in (out, err))
        if code == 0:
            return output
        if "An error occurred (" in errors:
            name, _, message = errors.split("An error occurred (", 1)[1].partition(")")
            raise Refused(name, message.strip())
        raise AssertionError(f"aws {' '.join(arguments)}: exit code {code}\n{errors}")

    def both(self, service, operation, region=None, **parameters):
        """Calls an operation that only reads with both clients, who must read the same; boto3's answer."""
        ours = self.boto(service, operation, region, **parameters)
        if CLI_AVAILABLE:
            theirs = self.cli(service, operation, region, **parameters)
            assert_same(ours, theirs, operation)
        return ours

    def refused(self, code, service, operation, region=None, **parameters):
        """Calls an operation with both clients, who must both be refused with a code; the message."""
        for call in [self.boto, self.cli] if CLI_AVAILABLE else [self.boto]:
            try:
                answer = call(service, operation, region, **parameters)
            except Refused as error:
                assert error.code == code, f"{operation}: expected {code}, got {error}"
                message = error.message
            else:
                raise AssertionError(f"{operation}: expected {code}, got {answer}")
        return message

    def step(self, seconds):
        """Moves the simulator's clock."""
        body = urllib.parse.urlencode({"seconds": seconds}).encode()
        with urllib.request.urlopen(f"{self.endpoint}/_simulator/step", data=body) as answer:
            json.load(answer)

    def pages(self, service, operation, region=None, **parameters):
        """All pages that boto3's paginator gets."""
        return list(self.client(service, region).get_paginator(xform_name(operation)).paginate(**parameters))

    def wait(self, service, waiter, region=None, **parameters):
        """Waits as boto3 does, on simulated time."""
        self.client(service, region).get_waiter(waiter).wait(**parameters)

    def cli_wait(self, service, waiter, *arguments, region=None):
        """Waits as the CLI does: on simulated time where it runs in this process."""
        self.command(service, "wait", waiter, *arguments, "--region", region or REGION)


def assert_same(ours, theirs, path):
    """Whether boto3 and the CLI read the same; the CLI shows times as they came."""
    if isinstance(ours, dict):
        assert isinstance(theirs, dict) and ours.keys() == theirs.keys(), f"{path}: {sorted(ours)} and {theirs}"
        for key, value in ours.items():
            assert_same(value, theirs[key], f"{path}.{key}")
    elif isinstance(ours, list):
        assert isinstance(theirs, list) and len(ours) == len(theirs), f"{path}: {len(ours)} and {theirs}"
        for index, value in enumerate(ours):
            assert_same(value, theirs[index], f"{path}[{index}]")
    elif isinstance(ours, datetime.datetime):
        assert ours == botocore.parsers.DEFAULT_TIMESTAMP_PARSER(theirs), f"{path}: {ours} and {theirs}"
    else:
        assert ours == theirs, f"{path}: {ours!r} and {theirs!r}"


def run(request):
    if request.get("list"):
        return {"checks": {name: sorted(operations) for name, (_, operations) in CHECKS.items()}, "cli": CLI_AVAILABLE}
    function, operations = CHECKS[request["check"]]
    aws = Aws(request["endpoint"])
    # Waiters and retries of both clients sleep on simulated time.
    real_sleep, time.sleep = time.sleep, aws.step
    try:
        function(aws)
        missing = {"boto3": sorted(operations - aws.boto_calls), "CLI": sorted(operations - aws.cli_calls) if CLI_AVAILABLE else []}
        assert not any(missing.values()), f"the check covers operations that were not called: {missing}"
    except Exception:  # whatever it was is the answer
        return {"error": traceback.format_exc()}
    finally:
        time.sleep = real_sleep
    return {"calls": sorted(aws.boto_calls | aws.cli_calls)}


def main():
    sys.modules["foreign"] = sys.modules["__main__"]
    here = pathlib.Path(__file__).parent
    sys.path.insert(0, str(here))
    for file in sorted(here.glob("check_*.py")):
        importlib.import_module(file.stem)
    answers = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
