-- A small JSON body of 140 bytes, echoed; every answer must be 200.
wrk.method = "POST"
wrk.body = '{"metric":"requests","from":"2026-11-01T00:00:00Z","to":"2026-11-02T00:00:00Z","group":"region","note":"one hundred and forty bytes"}'
wrk.headers["Content-Type"] = "application/json"
local token = os.getenv("TOKEN")
if token and token ~= "" then
  wrk.headers["Authorization"] = "Bearer " .. token
end

function done(summary, latency, requests)
  io.write(string.format("RESULT %.1f %.3f %.3f %d\n",
    summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read
      + summary.errors.write + summary.errors.timeout))
end
