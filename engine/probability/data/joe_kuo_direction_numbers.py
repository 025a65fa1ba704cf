"""Writes joe_kuo_direction_numbers.bin from the copy of new-joe-kuo-6.21201 that SciPy carries.

Source: S. Joe and F. Y. Kuo (2008), "Constructing Sobol sequences with better two-dimensional
projections", SIAM J. Sci. Comput. 30, 2635-2654; https://web.maths.unsw.edu.au/~fkuo/sobol/
(direction numbers under a BSD-style licence, reproduced below the format).

Format: for each dimension after the first (which is van der Corput's sequence and needs none),
little-endian u16 words: the degree s of the primitive polynomial, its inner coefficients
a_1 ... a_{s-1} as one binary number, and the s initial direction numbers m_1 ... m_s.

    python3 joe_kuo_direction_numbers.py      (needs NumPy and SciPy)

Licence of the data: Copyright (c) 2008, Frances Y. Kuo and Stephen Joe. All rights reserved.
Redistribution and use in source and binary forms, with or without modification, are permitted
provided that the following conditions are met: redistributions of source code must retain the
above copyright notice, this list of conditions and the following disclaimer; redistributions in
binary form must reproduce the above copyright notice, this list of conditions and the following
disclaimer in the documentation and/or other materials provided with the distribution; neither the
names of the copyright holders nor the names of the University of New South Wales and the
University of Waikato and its contributors may be used to endorse or promote products derived from
this software without specific prior written permission. This software is provided by the copyright
holders "as is" and any express or implied warranties are disclaimed.
"""

import pathlib

import numpy
import scipy.stats

DIMENSIONS = 4096

package = pathlib.Path(scipy.stats.__file__).parent
numbers = numpy.load(package / "_sobol_direction_numbers.npz")
words = []
for dimension in range(1, DIMENSIONS):
    polynomial = int(numbers["poly"][dimension])
    degree = polynomial.bit_length() - 1
    inner = (polynomial >> 1) & ((1 << (degree - 1)) - 1)
    initial = [int(m) for m in numbers["vinit"][dimension][:degree]]
    words += [degree, inner, *initial]
target = pathlib.Path(__file__).with_suffix(".bin")
target.write_bytes(numpy.array(words, dtype="<u2").tobytes())
print(f"{target.name}: {DIMENSIONS} dimensions, {target.stat().st_size} bytes")
