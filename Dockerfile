# Not built in CI: there is no Docker engine there. Read it as the recipe that it is.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DAYPASS_DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/bin bin
COPY --from=build /app/policies policies
COPY --from=build /app/schemas schemas
COPY --from=build /app/package.json /app/app.yml ./
RUN install -d -m 0700 -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
CMD ["node", "bin/daypass.js", "serve"]
