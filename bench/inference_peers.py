#!/usr/bin/env python3
"""Time of one batch of 224x224x3 pictures through ResNet50 and MobileNetV2, in turn with bench/inference.

    python3 bench/inference_peers.py [--models resnet50,mobilenetv2] [--batches 1,32] [--threads 2] [--pairs 5]

Needs torch, torchvision, onnx, onnxscript and onnxruntime. A pair is one run of Glia's program (its median of rounds) and one of
each peer (the same number of rounds, in a process of its own): torch (eager, channels_last, inference_mode) and
onnxruntime (its CPU provider, all graph optimisations). Weights are drawn: only time is compared. Rows for docs/performance.md.
"""
import argparse, json, os, pathlib, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
PEERS = ["torch", "onnxruntime"]


def torch_model(name):
    import torchvision
    if name == "mobilenetv2":
        return torchvision.models.mobilenet_v2(weights=None).eval()
    model = torchvision.models.resnet50(weights=None).eval()
    for block in model.modules():  # Keras, as the paper, strides in the first 1x1 convolution: 7 % fewer FLOPs than torchvision
        if isinstance(block, torchvision.models.resnet.Bottleneck):
            block.conv1.stride, block.conv2.stride = block.conv2.stride, (1, 1)
    return model


def onnx_file(name, batch):
    """Made once for each model and batch; the exporter warns, which nobody needs to read."""
    import torch
    path = pathlib.Path(tempfile.gettempdir()) / f"glia_bench_{name}_{batch}.onnx"
    if not path.exists():
        torch.onnx.export(torch_model(name), torch.randn(batch, 3, 224, 224), str(path), dynamo=False)
    return path


def call_of(system, name, batch, threads):
    import numpy
    x = numpy.random.default_rng(0).standard_normal((batch, 3, 224, 224), dtype=numpy.float32)
    if system == "torch":
        import torch
        torch.set_num_threads(threads)
        model, image = torch_model(name).to(memory_format=torch.channels_last), torch.from_numpy(x)

        def call():
            with torch.inference_mode():
                return model(image.to(memory_format=torch.channels_last)).numpy()
        return call
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(onnx_file(name, batch)), options, providers=["CPUExecutionProvider"])
    field = session.get_inputs()[0].name
    return lambda: session.run(None, {field: x})


def peer_main(system, name, batch, threads, rounds):
    call = call_of(system, name, batch, threads)
    call(), call()
    ms = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        ms.append((time.perf_counter() - start) * 1e3)
    print(json.dumps({"system": system, "model": name, "batch": batch, "ms": statistics.median(ms), "least_ms": min(ms)}))


def run(command, cpus):
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, cpus))
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return json.loads(lines[-1])["ms"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--models", default="resnet50,mobilenetv2")
    ap.add_argument("--batches", default="1,32")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--pairs", type=int, default=5)
    ap.add_argument("--rounds", type=int, default=15)
    ap.add_argument("--inference", default="build/release/bench/inference", help="Glia's program")
    ap.add_argument("--peer", nargs=3, help=argparse.SUPPRESS)  # one run of a peer, in a process of its own
    args = ap.parse_args()
    if args.peer:
        return peer_main(args.peer[0], args.peer[1], int(args.peer[2]), args.threads, args.rounds)
    cpus = sorted(os.sched_getaffinity(0))[: args.threads]
    for name in args.models.split(","):
        for batch in args.batches.split(","):
            onnx_file(name, int(batch))
            glia, peers = [], {p: [] for p in PEERS}
            for _ in range(args.pairs):
                glia.append(run([args.inference, name, batch, str(args.threads), str(args.rounds)], cpus))
                for p in PEERS:
                    peers[p].append(run([sys.executable, __file__, "--peer", p, name, batch, "--threads", str(args.threads),
                                         "--rounds", str(args.rounds)], cpus))
            cells = []
            for p in PEERS:
                ratios = sorted(a / b for a, b in zip(glia, peers[p]))
                cells.append(f"{statistics.median(peers[p]):.4g} | **{statistics.median(ratios):.2f}** "
                             f"({ratios[0]:.2f} … {ratios[-1]:.2f})")
            print(f"| {name}, batch {batch} | {statistics.median(glia):.4g} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
