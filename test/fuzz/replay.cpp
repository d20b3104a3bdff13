// Where there is no fuzzer: runs its target on each file named, then on as many changes of them, by chance but always
// the same, as the first argument says.
#include <cstdio>
#include <cstdlib>

#include "base/random.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t longest = 4096;
constexpr int most_files = 512;

struct Input {
    std::uint8_t bytes[longest];
    std::size_t size = 0;
};

Input inputs[most_files];

void change(Input& input, steepest::Random& random) {
    const auto at = [&](std::size_t n) {
        return static_cast<std::size_t>(random.below(static_cast<steepest::Index>(n)));
    };
    for (std::size_t changes = 1 + at(8); changes > 0; --changes) {
        if (input.size < longest && at(3) == 0) input.bytes[input.size++] = static_cast<std::uint8_t>(at(256));
        if (input.size > 0) input.bytes[at(input.size)] = static_cast<std::uint8_t>(at(256));
    }
}

}  // namespace

int main(int count, char** arguments) {
    const long changes = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 0;
    int files = 0;
    for (int i = 2; i < count && files < most_files; ++i) {
        std::FILE* const file = std::fopen(arguments[i], "rb");
        if (!file) return std::perror(arguments[i]), 1;
        Input& input = inputs[files++];
        input.size = std::fread(input.bytes, 1, longest, file);
        std::fclose(file);
        LLVMFuzzerTestOneInput(input.bytes, input.size);
    }
    if (files == 0) files = 1;  // the empty one
    steepest::Random random(1);
    for (long i = 0; i < changes; ++i) {
        Input& input = inputs[i % files];
        change(input, random);
        LLVMFuzzerTestOneInput(input.bytes, input.size);
    }
    std::printf("%d files, %ld changes of them\n", files, changes);
    return 0;
}
