# Variorum in a container: the wheels of `make dist`, Python without a compiler, a user without rights, a folder for your files.
#
#   make dist
#   docker build --tag variorum .
#   docker run --rm --volume "$PWD:/work" --user "$(id -u):$(id -g)" variorum read reports/
#   docker run --rm --volume "$PWD:/work" --publish 127.0.0.1:8765:8765 variorum serve --host 0.0.0.0
FROM python:3.12-slim AS build
COPY requirements.lock dist/*.whl /wheels/
RUN python -m venv /opt/variorum \
    && /opt/variorum/bin/pip install --no-cache-dir --require-hashes --requirement /wheels/requirements.lock \
    && /opt/variorum/bin/pip install --no-cache-dir --no-deps /wheels/*.whl

FROM python:3.12-slim
COPY --from=build /opt/variorum /opt/variorum
RUN useradd --create-home --uid 1000 reader && mkdir /work && chown reader /work
ENV PATH=/opt/variorum/bin:$PATH PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
USER reader
WORKDIR /work
EXPOSE 8765
ENTRYPOINT ["variorum"]
CMD ["--help"]
