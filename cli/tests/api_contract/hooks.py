"""What Schemathesis doesn't know by itself."""

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def bytes_as_they_are(_context, value):
    """The part of a resumable upload."""
    return value if isinstance(value, bytes) else str(value).encode()
