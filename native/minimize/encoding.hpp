// What the variables of a method that draws its points stand for.
#pragma once

namespace steepest {

enum class Encoding { real, binary, permutation };
inline constexpr const char* encoding_names[] = {"real", "binary", "permutation"};

}  // namespace steepest
