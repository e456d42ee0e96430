#!/usr/bin/env bash
# Proves of the images what can be proved without a container engine: the Dockerfile's own steps in a clean folder, on
# Node 24, against the PostgreSQL and Redis named by TEST_DATABASE_URL (superuser) and TEST_REDIS_URL.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${TEST_DATABASE_URL:?}" "${TEST_REDIS_URL:?}"
root=$PWD
scratch=$(mktemp -d /tmp/leader-match-image.XXXXXX)
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$scratch"; }
trap cleanup EXIT

npm install --silent --no-audit --no-fund --no-save --prefix "$scratch/node" node@24 >/dev/null
export PATH="$scratch/node/node_modules/node/bin:$PATH"
echo "node $(node --version)"

# Stage "build"
mkdir "$scratch/build" "$scratch/app"
cd "$scratch/build"
cp -r "$root"/{package.json,package-lock.json,.npmrc,nest-cli.json,tsconfig.json,tsconfig.build.json,apps,libs,migrations,bin} .
npm ci --silent --no-audit --no-fund
npm run build
# Stages "packages" and "runtime"
cd "$scratch/app"
cp "$root"/{package.json,package-lock.json,.npmrc} .
npm ci --silent --no-audit --no-fund --omit=dev --omit=optional
cp -r "$scratch/build/dist" dist
mkdir -p apps/api && cp -r "$root/apps/api/src" apps/api/src
chmod -R a-w dist apps

database="image_$$_$RANDOM"
owner=$(openssl rand -hex 16) app=$(openssl rand -hex 16)
export LEADER_MATCH_OWNER_PASSWORD=$owner LEADER_MATCH_APP_PASSWORD=$app LEADER_MATCH_READER_PASSWORD=$(openssl rand -hex 16)
psql -q "$TEST_DATABASE_URL" -c "CREATE DATABASE $database"
at="${TEST_DATABASE_URL#*@}"
at="${at%%/*}"
psql -q "postgres://postgres@$at/$database" -f "$root/docker/roles.sql"
command_of() { sed -n "/^FROM .* AS $1\$/,/^CMD/s/^CMD \[\(.*\)\]/\1/p" "$root/docker/Dockerfile" | tr -d '",'; }

MIGRATION_DATABASE_URL="postgres://leader_match_owner:$owner@$at/$database" $(command_of migrate)
export DATABASE_URL="postgres://leader_match_app:$app@$at/$database" REDIS_URL="$TEST_REDIS_URL"
export SESSION_SECRET=0123456789abcdef0123456789abcdef0123456789abcdef NODE_ENV=production HOST=127.0.0.1 PORT=$((5000 + RANDOM % 4000))
$(command_of api) >"$scratch/api.log" 2>&1 & pids+=($!)
$(command_of worker) >"$scratch/worker.log" 2>&1 & pids+=($!)
for _ in $(seq 60); do
  if node -e "fetch('http://127.0.0.1:$PORT/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"; then
    kill -0 "${pids[1]}" || { echo 'the worker ended'; cat "$scratch/worker.log"; exit 1; }
    echo 'migrate, api and worker start from the images'"'"' files on Node 24; /health/ready answers'
    exit 0
  fi
  sleep 0.5
done
cat "$scratch/api.log" "$scratch/worker.log"
exit 1
