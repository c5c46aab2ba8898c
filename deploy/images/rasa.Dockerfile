# The Rasa server without a model: that comes beside it (model.Dockerfile), so that it changes alone.
# Built from the root folder: docker build -f deploy/images/rasa.Dockerfile .
FROM python:3.10.19-slim-bookworm AS packages
WORKDIR /build
COPY rasa/runtime.lock ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes --prefer-binary -r runtime.lock \
    && /opt/venv/bin/pip uninstall --yes pip

FROM python:3.10.19-slim-bookworm
RUN python -m pip uninstall --yes pip \
    && rm -rf /usr/local/lib/python3.10/ensurepip \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin keukentafel
COPY --from=packages /opt/venv /opt/venv
COPY deploy/images/with-secrets /usr/local/bin/with-secrets
WORKDIR /app
# As scripts/kt/layout.py: below WARNING Rasa writes the text of messages to its log.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app:/app/rasa \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONWARNINGS=ignore \
    RASA_TELEMETRY_ENABLED=false \
    SQLALCHEMY_SILENCE_UBER_WARNING=1 \
    TF_CPP_MIN_LOG_LEVEL=3 \
    CUDA_VISIBLE_DEVICES=-1 \
    LOG_LEVEL=WARNING \
    LOG_LEVEL_LIBRARIES=ERROR \
    OPENBLAS_NUM_THREADS=1 \
    OMP_NUM_THREADS=1 \
    HOME=/tmp \
    MPLCONFIGDIR=/tmp
COPY LICENSE ./
COPY dutch dutch
COPY safety safety
COPY rasa/assistant rasa/assistant
COPY deploy/rasa rasa/settings
USER 10001:10001
EXPOSE 5005
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:5005/', timeout=3)"]
ENTRYPOINT ["with-secrets"]
CMD ["python", "-m", "assistant.serve", "run", "--model", "/model/model.tar.gz", \
    "--interface", "0.0.0.0", "--port", "5005", \
    "--endpoints", "/app/rasa/settings/endpoints.yml", \
    "--credentials", "/app/rasa/settings/credentials.yml"]
