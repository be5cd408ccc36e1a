"""A Strands agent in Python that streams its words, behind this API's door: docs/backends.md.

    pip install -r requirements.txt
    uvicorn app:app --host 127.0.0.1 --port 8000
"""

from collections.abc import AsyncIterator

from fastapi import FastAPI, Header
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from strands import Agent

app = FastAPI()


class Question(BaseModel):
    prompt: str = Field(min_length=1, max_length=100_000)


@app.post("/stream")
async def stream(question: Question, x_rivulet_caller: str = Header(default="-")) -> StreamingResponse:
    """Plain text, as it comes. Who asks is what API Gateway has found out."""
    agent = Agent(callback_handler=None, trace_attributes={"caller": x_rivulet_caller})

    async def words() -> AsyncIterator[str]:
        # What is thrown here cuts the connection: no client takes half an answer for a whole one.
        async for event in agent.stream_async(question.prompt):
            if "data" in event:
                yield event["data"]

    return StreamingResponse(words(), media_type="text/plain; charset=utf-8")
