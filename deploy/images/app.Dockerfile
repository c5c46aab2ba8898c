# The gateway and the action server: one set of packages, two targets (--target gateway, actions).
# Built from the root folder: docker build -f deploy/images/app.Dockerfile --target gateway .
FROM python:3.13.9-slim-trixie AS packages
WORKDIR /build
COPY runtime.lock ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: -r runtime.lock \
    && /opt/venv/bin/pip uninstall --yes pip

FROM python:3.13.9-slim-trixie AS base
# Nothing in the image can install or build anything more.
RUN python -m pip uninstall --yes pip \
    && rm -rf /usr/local/lib/python3.13/ensurepip \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin keukentafel
# The ids of erased conversations: a volume, which takes over this owner.
RUN install -d -o 10001 -g 10001 -m 0700 /var/lib/keukentafel/erased
COPY --from=packages /opt/venv /opt/venv
COPY deploy/images/with-secrets /usr/local/bin/with-secrets
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    OPENBLAS_NUM_THREADS=1 \
    OMP_NUM_THREADS=1
COPY LICENSE ./
COPY dutch dutch
COPY safety safety
USER 10001:10001
ENTRYPOINT ["with-secrets"]

FROM base AS gateway
COPY gateway gateway
ENV KT_GATEWAY_HOST=0.0.0.0 \
    KT_GATEWAY_ERASED_FOLDER=/var/lib/keukentafel/erased
EXPOSE 8080 9464
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/healthz', timeout=3)"]
CMD ["python", "-m", "gateway"]

FROM base AS actions
COPY catalog catalog
COPY actions actions
COPY practice practice
# The cases that are practised with.
COPY data/oefenen/casussen data/oefenen/casussen
ENV KT_ACTIONS_HOST=0.0.0.0
EXPOSE 5055 9465
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:5055/health', timeout=3)"]
CMD ["python", "-m", "actions"]
