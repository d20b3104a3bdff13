// How the functions of dense linear algebra name their operands.
//
// Every function is a template on the storage type, instantiated for double and float; the type is deduced from the
// matrix or vector that is written to. Matrices are row-major with a stride. Where a symmetric matrix is meant, its
// upper triangle is read.
#pragma once

#include <type_traits>

#include "base/status.hpp"
#include "base/view.hpp"
#include "base/workspace.hpp"

namespace steepest {

template <class T>
using Scalar = std::type_identity_t<T>;
template <class T>
using VectorIn = Vector<const std::type_identity_t<T>>;
template <class T>
using MatrixIn = Matrix<const std::type_identity_t<T>>;

enum class Transpose : bool { no, yes };
enum class Triangle : bool { upper, lower };
enum class Diagonal : bool { general, unit };
enum class Side : bool { left, right };

template <class T>
Index rows_of(Matrix<T> a, Transpose transpose) {
    return transpose == Transpose::yes ? a.columns : a.rows;
}
template <class T>
Index columns_of(Matrix<T> a, Transpose transpose) {
    return transpose == Transpose::yes ? a.rows : a.columns;
}

}  // namespace steepest
