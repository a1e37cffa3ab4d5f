# For linux/amd64 and linux/arm64, by docker, podman or buildah. Each platform is built on a machine, or under an emulation, of its own
# kind: npm and `daypass opa` take what fits the Node they run on, so TARGETARCH needs not be asked.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Nothing that is needed here has an install script; the Node that comes with `npm ci` in a clone would be the second one.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev
# On amd64 npm has brought opa. Elsewhere it is fetched from its release, or from the mirror named here, and its checksum compared.
ARG OPA_FROM=
RUN mkdir /opt/daypass \
  && HOME=/opt/daypass node bin/daypass.js opa --fetch ${OPA_FROM:+--from "$OPA_FROM"} \
  && chmod -R a+rX /opt/daypass

FROM node:24-bookworm-slim
# HOME: where a fetched opa is looked for, whoever the process runs as.
ENV NODE_ENV=production HOST=0.0.0.0 DAYPASS_DATA_DIR=/data HOME=/opt/daypass
WORKDIR /app
COPY --from=build /opt/daypass /opt/daypass
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/bin bin
COPY --from=build /app/gate gate
COPY --from=build /app/policies policies
COPY --from=build /app/schemas schemas
COPY --from=build /app/package.json /app/app.yml ./
RUN install -d -m 0700 -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/daypass.js", "serve"]
