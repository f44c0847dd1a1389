"""Writes testing/goldens/refusals.json: what Keras refuses of what the tables of refusals in Glia's tests try.

A case: "section: name": true if Keras raises an error. With the argument --messages it also prints what Keras says.
"""
import os
import sys
import tempfile

import common
import refusals_layers
import refusals_training


def refused(name, ask, training):
    try:
        for refusals_layers.numbers in (False, True):  # some rules of layers show only when numbers are computed
            if not (refusals_layers.numbers and training):
                ask()
    except UnboundLocalError as error:
        said = error
    except (NameError, ImportError):  # mistakes of these files, not of what they ask for
        raise
    except Exception as error:
        said = error
    else:
        said = None
    if "--messages" in sys.argv:
        words = "accepted" if said is None else f"{type(said).__name__}: {' '.join(str(said).split())[:150]}"
        print(name, "|", words, flush=True)
    return said is not None


def main():
    os.chdir(tempfile.mkdtemp())  # some callbacks make files
    cases = {f"{section}: {name}": ask
             for section, asked in {**refusals_layers.SECTIONS, **refusals_training.SECTIONS}.items()
             for name, ask in asked.items()}
    answers = {
        name: refused(name, ask, name.split(":")[0] in refusals_training.SECTIONS) for name, ask in cases.items()}
    common.write("refusals.json", __file__, answers)


if __name__ == "__main__":
    main()
