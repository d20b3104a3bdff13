// Test data: tables and reference solutions under test/data, read by the plainest means.
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace reference {

inline std::string text_of(const std::string& path) {
    std::FILE* file = std::fopen(("test/data/" + path).c_str(), "rb");
    if (!file) {
        std::printf("FAIL test/data/%s cannot be read: run from the root of the project\n", path.c_str());
        std::exit(1);
    }
    std::string text;
    char part[65536];
    for (std::size_t size; (size = std::fread(part, 1, sizeof part, file)) > 0;) text.append(part, size);
    std::fclose(file);
    return text;
}

struct Table {
    std::vector<std::string> names;
    std::vector<double> values;  // row after row
    std::size_t columns() const { return names.size(); }
    std::size_t rows() const { return values.size() / names.size(); }
    std::size_t column(const std::string& name) const {
        for (std::size_t j = 0; j < names.size(); ++j) {
            if (names[j] == name) return j;
        }
        std::printf("FAIL no column %s\n", name.c_str());
        std::exit(1);
    }
    double at(std::size_t i, std::size_t j) const { return values[i * columns() + j]; }
};

inline Table table(const std::string& name) {
    const std::string text = text_of("datasets/" + name + ".csv");
    Table table;
    std::size_t end = text.find('\n');
    for (std::size_t from = 0; from < end;) {
        std::size_t to = text.find_first_of(",\n", from);
        table.names.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    const char* at = text.c_str() + end + 1;
    while (*at) {
        char* next;
        table.values.push_back(std::strtod(at, &next));
        if (next == at) break;
        at = next + 1;
    }
    return table;
}

// The numbers that stand between the key and the next key, null being left out.
inline std::vector<double> numbers(const std::string& json, const std::string& key, std::size_t from = 0) {
    std::vector<double> found;
    std::size_t at = json.find('"' + key + '"', from);
    if (at == std::string::npos) return found;
    at += key.size() + 3;
    const std::size_t end = json.find_first_of("\"}", at);
    while (at < end) {
        at = json.find_first_of("-0123456789", at);
        if (at >= end) break;
        char* next;
        found.push_back(std::strtod(json.c_str() + at, &next));
        at = static_cast<std::size_t>(next - json.c_str());
    }
    return found;
}

}  // namespace reference
