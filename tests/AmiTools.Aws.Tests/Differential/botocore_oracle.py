"""Says what botocore makes of requests and responses: one JSON object per line in, one per line out.

  {"do": "serialize", "service": "ec2", "operation": "X", "value": {...}}
      -> {"method": "POST", "path": "/", "query": [[name, value], ...], "form": [[name, value], ...] or null, "body": "..."}
  {"do": "render", "service": ..., "operation": ..., "value": {...}, "style": n}
      -> {"status": 200, "type": "text/xml", "body": "..."}     a response, written by this script and not by botocore, which has no such code
  {"do": "parse", "service": ..., "operation": ..., "status": 200, "headers": {...}, "body": "..."}
      -> {"value": {...}, "error": {...} or null, "request_id": "..."}

Values are in the model's terms; times are texts in UTC. What this botocore does not know yet is answered with {"unknown": "what"}.
"""
import datetime
import json
import sys
import traceback
from xml.sax.saxutils import escape

import botocore
import botocore.session
from botocore import parsers, serialize

SESSION = botocore.session.get_session()
MODELS = {}


class Unknown(Exception):
    pass


def model_of(service):
    if service not in MODELS:
        MODELS[service] = SESSION.get_service_model(service)
    return MODELS[service]


def operation_of(job):
    model = model_of(job["service"])
    if job["operation"] not in model.operation_names:
        raise Unknown(f"botocore {botocore.__version__} has no operation {job['operation']}")
    return model, model.operation_model(job["operation"])


def check(shape, value):
    """Refuses values with members that this botocore's model lacks."""
    if shape is None or value is None:
        return
    if shape.type_name == "structure":
        for name, inner in value.items():
            if name not in shape.members:
                raise Unknown(f"botocore {botocore.__version__} has no {shape.name}.{name}")
            check(shape.members[name], inner)
    elif shape.type_name == "list":
        for inner in value:
            check(shape.member, inner)


def do_serialize(job):
    model, operation = operation_of(job)
    check(operation.input_shape, job["value"])
    serializer = serialize.create_serializer(model.metadata["protocol"], include_validation=False)
    request = serializer.serialize_to_request(job["value"], operation)
    body, query = request["body"], request["query_string"]
    is_form = isinstance(body, dict)
    pairs = []
    for name, value in (query.items() if isinstance(query, dict) else query or []):
        for one in value if isinstance(value, list) else [value]:
            pairs.append([name, text_of(one)])
    return {
        "method": request["method"],
        "path": request["url_path"],
        "query": pairs,
        "form": [[name, text_of(value)] for name, value in body.items()] if is_form else None,
        "body": "" if is_form else (body.decode() if isinstance(body, bytes) else body or ""),
    }


def text_of(value):
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def do_parse(job):
    model, operation = operation_of(job)
    parser = parsers.create_parser(model.metadata["protocol"])
    response = {"status_code": job["status"], "headers": {k.lower(): v for k, v in job.get("headers", {}).items()}, "body": job["body"].encode()}
    parsed = parser.parse(response, operation.output_shape)
    metadata = parsed.pop("ResponseMetadata", {})
    error = parsed.pop("Error", None)
    return {"value": plain(parsed), "error": error, "request_id": metadata.get("RequestId")}


def plain(value):
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def do_render(job):
    model, operation = operation_of(job)
    check(operation.output_shape, job["value"])
    protocol, style, shape = model.metadata["protocol"], job["style"], operation.output_shape
    if protocol == "rest-json":
        body = json.dumps(json_of(shape, job["value"]), ensure_ascii=style % 2 == 0, indent=2 if style % 3 == 0 else None)
        return {"status": operation.http.get("responseCode", 200), "type": "application/json", "body": body}

    noise = "<!-- a comment --><somethingNew a='1'><deep><er/>text</deep></somethingNew>" if style % 2 else ""
    space = "\n  " if style % 3 == 0 else ""
    inner = xml_of(shape, job["value"], protocol, noise, space) if shape else "<return>true</return>"
    name = operation.name
    if protocol == "query":
        inner = f"<{name}Result>{inner}</{name}Result><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>"
    elif style % 4 < 2:
        inner = f"<requestId>r-1</requestId>{space}{inner}"
    else:
        inner = f"{inner}{space}<requestId>r-1</requestId>"
    start = '<?xml version="1.0" encoding="UTF-8"?>\n' if style % 5 else ""
    return {"status": 200, "type": "text/xml", "body": f'{start}<{name}Response xmlns="{model.metadata["xmlNamespace"]}/">{space}{inner}</{name}Response>'}


def json_of(shape, value):
    if shape.type_name == "structure":
        return {shape.members[n].serialization.get("name", n): json_of(shape.members[n], v) for n, v in value.items()} | {"SomethingNew": {"a": [1, None]}}
    if shape.type_name == "list":
        return [json_of(shape.member, v) for v in value]
    if shape.type_name == "timestamp":
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()
    return value


def xml_of(shape, value, protocol, noise, space):
    """The content of an element."""
    if shape.type_name == "structure":
        parts = [noise]
        for name, inner in value.items():
            member = shape.members[name]
            tag = member.serialization.get("name", name)
            parts.append(element(tag, xml_of(member, inner, protocol, noise, space), noise) + space)
        return space.join(parts)
    if shape.type_name == "list":
        tag = shape.member.serialization.get("name", "member" if protocol == "query" else "item")
        return space.join(element(tag, xml_of(shape.member, inner, protocol, noise, space), noise) for inner in value)
    if shape.type_name == "timestamp":
        return value.replace("Z", ".000Z")
    if shape.type_name == "string":
        as_section = noise and value and "]]>" not in value and "\r" not in value
        return f"<![CDATA[{value}]]>" if as_section else escape(value, {"\r": "&#13;"})
    return text_of(value)


def element(tag, content, noise):
    return f"<{tag}/>" if noise and not content else f"<{tag}>{content}</{tag}>"


def main():
    jobs = {"serialize": do_serialize, "parse": do_parse, "render": do_render}
    for line in sys.stdin:
        job = json.loads(line)
        try:
            answer = jobs[job["do"]](job)
        except Unknown as unknown:
            answer = {"unknown": str(unknown)}
        except Exception:
            answer = {"failure": traceback.format_exc()}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
