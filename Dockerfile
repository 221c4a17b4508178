# The production image: web, worker and beat are the same image with different commands (docker-compose.yml).
# It was written where no container engine was at hand and has not been built; its commands are run by
# tests/launch/test_compose.py as plain processes.

FROM node:24-slim AS assets
WORKDIR /oxle
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund
# The fonts that its stylesheet asks for are for services on gov.uk only (oxle/launch/assets.py).
RUN sed -i 's/@font-face{[^}]*}//g' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css

FROM python:3.13-slim
# Pango sets the letters, in the widths of Arial, and names in the script in which they were typed.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpangoft2-1.0-0 fonts-liberation fonts-droid-fallback \
        fonts-noto-core fonts-noto-color-emoji \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /oxle
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: -r requirements.lock

COPY --from=assets /oxle/node_modules node_modules
COPY . .

# Uploads, letters and seal heads are in the volume; nothing else is written.
RUN useradd --system --uid 10001 --home-dir /var/lib/oxle --create-home oxle
USER oxle
VOLUME /var/lib/oxle

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OXLE_MODE=production \
    OXLE_VAR=/var/lib/oxle \
    PORT=8000
EXPOSE 8000
CMD ["gunicorn", "oxle.wsgi", "--preload", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
