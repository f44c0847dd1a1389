#!/usr/bin/env python3
"""Compares bench/steps with other frameworks, run in turn, and prints rows for docs/performance.md.

    python3 bench/compare.py dense128 dense128x2 --data DIR --threads 2 \\
        --python-jax JAXENV/bin/python --python-torch TORCHENV/bin/python

One pair is one run of Glia and, right after it, one run of the peer (A B A B …), both bound to the same processors. The
figure of a pair is Glia's µs per step divided by the peer's; below 1 Glia is faster. The median of at least five pairs
counts, and only if both did the same work: over the pairs, the mean losses of the last epoch agree within 3 % of the
peer's or within twice the spread (largest less smallest) of the peer's own runs, or the mean accuracies agree within
0.5 points. A row that fails this says so and makes the exit status 1; a run that fails makes it 2.

The workload predict trains dense128 for one epoch (or --epochs), and its figure is the µs of processor time of one
call that predicts one row, after warm-up calls; with --threads 1 that is the time of the call on a quiet machine.

--python-jax runs keras-jax, keras-tf and jax-scan, --python-torch runs torch; without them $GLIA_PEERS_JAX and
$GLIA_PEERS_TORCH, then this Python. A peer prints the JSON line described in peers.py; bench/steps prints the same keys.
"""
import argparse, datetime, json, os, pathlib, platform, statistics, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent
DENSE = ["dense128", "dense128x2", "dense512x2"]
WORKLOADS = DENSE + ["square", "line", "cnn", "lstm", "gpt", "predict"]
PEERS = {"keras-jax": ["jax", "keras"], "keras-tf": ["tensorflow-cpu", "keras"], "jax-scan": ["jax"], "torch": ["torch"]}
HEADER = ("| date | workload | peer | Glia, µs a step or call | peer, µs a step or call | ratio | pairs (smallest … largest) | same work | "
          "machine |\n"
          "|---|---|---|---|---|---|---|---|---|")


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("workloads", nargs="+", choices=WORKLOADS, metavar="WORKLOAD", help=", ".join(WORKLOADS))
    ap.add_argument("--peers", default="keras-jax,jax-scan,torch", help="comma-separated, of: " + ", ".join(PEERS))
    ap.add_argument("--pairs", type=int, default=5)
    ap.add_argument("--threads", type=int, help="bind every run to the first N processors this process may use")
    ap.add_argument("--data", help="folder with the four MNIST .gz files; without it pixels are random and losses mean little")
    ap.add_argument("--epochs", type=int)
    ap.add_argument("--steps", default="build/release/bench/steps", help="Glia's program")
    ap.add_argument("--python-jax", default=os.environ.get("GLIA_PEERS_JAX", sys.executable))
    ap.add_argument("--python-torch", default=os.environ.get("GLIA_PEERS_TORCH", sys.executable))
    ap.add_argument("--json", help="append every run to this file, one JSON object a line")
    args = ap.parse_args()
    args.peers = args.peers.split(",")
    if unknown := [p for p in args.peers if p not in PEERS]:
        ap.error(f"unknown peer {unknown[0]}; there are {', '.join(PEERS)}")
    if args.pairs < 1: ap.error("--pairs must be at least 1")
    if args.data and not pathlib.Path(args.data).is_dir(): ap.error(f"--data {args.data} is not a folder")
    return args


def fail(text):
    sys.exit(print(text, file=sys.stderr) or 2)


def figure(workload):
    return "predict1_cpu_us" if workload == "predict" else "us_per_step"


def run(args, system, workload, cpus):
    epochs = args.epochs
    if workload == "predict": workload, epochs = "dense128", epochs or 1
    python = args.python_torch if system == "torch" else args.python_jax
    command = [args.steps, workload] if system == "glia" else [python, str(HERE / "peers.py"), system, workload]
    for option, value in (("data", args.data), ("epochs", epochs), ("threads", args.threads)):
        if value: command += [f"--{option}", str(value)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, cpus))
    except OSError as e:
        fail(f"cannot run {command[0]}: {e.strerror}")
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        fail(f"{' '.join(command)}\nended with status {done.returncode} and no result:\n{done.stderr[-2000:]}")
    result = json.loads(lines[-1])
    if args.json:
        with open(args.json, "a", encoding="utf-8") as file: file.write(json.dumps(result) + "\n")
    return result


def same_work(glia, peer):
    """(True or False, why), from the runs of one workload; see the top of this file."""
    mean = lambda runs, key: statistics.fmean(r[key] for r in runs)
    losses = [r["loss"] for r in peer]
    ours, theirs, spread = mean(glia, "loss"), mean(peer, "loss"), max(losses) - min(losses)
    distance, allowed = abs(ours - theirs), max(0.03 * abs(theirs), 2 * spread)
    text = f"loss {ours:.4g} and {theirs:.4g}, may differ by {allowed:.2g}"
    if distance <= allowed:
        return True, text
    if all(r.get("accuracy") is not None for r in glia + peer):
        ours, theirs = mean(glia, "accuracy"), mean(peer, "accuracy")
        text += f"; accuracy {ours:.4f} and {theirs:.4f}"
        if abs(ours - theirs) <= 0.005:
            return True, text
    return False, text


def cpu():
    info = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    field = lambda name: next((line.split(":", 1)[1].strip() for line in info if line.startswith(name)), "")
    flags = field("flags").split()
    sets = [name for flag, name in (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("sse4_1", "SSE4")) if flag in flags]
    return field("model name") or platform.machine(), sets[0] if sets else "no SIMD known"


def versions(args, peer):
    code = "import sys, importlib.metadata as m; print(' '.join(p.removesuffix('-cpu') + ' ' + m.version(p) for p in sys.argv[1:]))"
    python = args.python_torch if peer == "torch" else args.python_jax
    done = subprocess.run([python, "-c", code, *PEERS[peer]], capture_output=True, text=True)
    return done.stdout.strip() or "version unknown"


def commit():
    done = subprocess.run(["git", "-C", str(HERE), "describe", "--always", "--dirty"], capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def other_figures(name, runs):
    """Median of what else the runs report, for the reader; peers leave some out."""
    units = {"first_epoch_s": "s first epoch", "import_s": "s import", "first_step_ms": "ms to the first step",
             "predict1_us": "µs predict, one row", "rss_over_start_mb": "MB over start", "max_rss_mb": "MB peak",
             "accuracy": "accuracy"}
    medians = [(statistics.median(v), unit) for key, unit in units.items()
               if (v := [r[key] for r in runs if r.get(key) is not None])]
    print(f"  {name}: " + ", ".join(f"{value:g} {unit}" for value, unit in medians))


def micros(runs, key):
    value = statistics.median(r[key] for r in runs)
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def compare(args, workload, cpus, machine):
    pairs, key = {p: [] for p in args.peers if p != "jax-scan" or workload in DENSE}, figure(workload)
    for i in range(args.pairs):
        for peer, done in pairs.items():
            done.append((run(args, "glia", workload, cpus), run(args, peer, workload, cpus)))
            a, b = done[-1]
            print(f"  pair {i + 1} {workload}: Glia {a[key]:g} µs, {peer} {b[key]:g} µs, "
                  f"ratio {a[key] / b[key]:.3f}", flush=True)
    rows, good = [], True
    for peer, done in pairs.items():
        glia, other = [a for a, _ in done], [b for _, b in done]
        ratios = [a[key] / b[key] for a, b in done]
        agree, why = same_work(glia, other)
        hashes = {a["weights_sha256"] for a in glia if a.get("weights_sha256")}
        if len(hashes) > 1:
            print(f"  {workload}: Glia's weights differ between runs of the same work: {', '.join(sorted(hashes))}")
        good = good and agree and len(hashes) <= 1
        other_figures("Glia", glia)
        other_figures(peer, other)
        rows.append(f"| {datetime.date.today()} | {workload} | {peer} ({versions(args, peer)}) | {micros(glia, key)} | {micros(other, key)} | "
                    f"{statistics.median(ratios):.3f} | {len(done)} ({min(ratios):.3f} … {max(ratios):.3f}) | "
                    f"{'yes' if agree else '**no**'}: {why} | {machine} |")
    return rows, good


def main():
    args = arguments()
    cpus = set(sorted(os.sched_getaffinity(0))[:args.threads or None])
    model, isa = cpu()
    machine = f"{model}, {isa}, {len(cpus)} processors; Glia {commit()}"
    print(f"{machine}; load {os.getloadavg()[0]:.2f} at the start")
    if args.pairs < 5: print("fewer than five pairs: only a first look")
    if os.getloadavg()[0] > 0.5: print("the machine is busy: trust ratios, not times")
    rows, good = [], True
    for workload in args.workloads:
        more, agree = compare(args, workload, cpus, machine)
        rows, good = rows + more, good and agree
    print(HEADER, *rows, sep="\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
