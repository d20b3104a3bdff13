// Products of matrices: packing, and the loops over register tiles. What is packed when, and how sizes are cut into
// blocks, is decided above (linalg/gemm.cpp).
#pragma once

#include "base/view.hpp"

namespace steepest {

// The left operand: element (i, k) of a group of tile rows is data[i * row + k * step], and the group that begins at
// row i begins at data + i * advance. As it lies in memory (advance = row), or packed in slivers of a tile's height
// (row = 1, step = height, advance = depth).
template <class T>
struct LeftOperand {
    const T* data;
    Index row;
    Index step;
    Index advance;
};

// The right operand: element (k, j) of a strip of tile columns is data[k * step + j], and the strip that begins at
// column j begins at data + j * advance. As it lies in memory (step = stride, advance = 1), or packed in strips (step =
// 0: each strip's own width; advance = depth), the last one padded to whole registers.
template <class T>
struct RightOperand {
    const T* data;
    Index step;
    Index advance;
    bool padded;  // else, the columns must be as many as a vector has lanes, at least
};

template <class T>
struct Product {
    Index rows;
    Index columns;
    Index depth;
    T alpha;
    LeftOperand<T> left;
    RightOperand<T> right;
    T beta;
    T* target;
    Index stride;  // of the target
    // Elements (i, j) with i > j + below need not be computed: 0 for an upper triangle, `rows` for all.
    Index below;
    bool far;  // the target is not in the nearer caches
};

template <class T>
struct Gemm {
    Index lanes;
    Index height;  // of a tile
    Index width;
    // The blocks of a large product: of the right operand depth x columns stay in the outer cache, of the left one rows
    // x depth in the second.
    Index depth;
    Index rows;
    Index columns;
    // target = alpha left right + beta target; with beta = 0 the target is not read
    void (*multiply)(const Product<T>& product);
    // Slivers of `height` rows from element (i, k) at a[i * row + k * step], times weights[k] if there are any.
    void (*pack_left)(Index rows, Index depth, const T* a, Index row, Index step, const T* weights, T* packed);
    // Strips from element (k, j) at b[k * step + j * column], the last one padded with zeros: of the `columns / width`
    // strips, rounded up, those from `begin` to `end`, each in its place among all.
    void (*pack_right)(Index depth, Index columns, const T* b, Index step, Index column, Index begin, Index end,
                       T* packed);
};

}  // namespace steepest
