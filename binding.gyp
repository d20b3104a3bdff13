{
  # Release binaries (prebuildify). Development builds and WebAssembly use CMakeLists.txt; both read native/sources.gypi.
  # gyp has no flags per file, so each instruction set is a static library of its own.
  "includes": ["native/sources.gypi"],
  "target_defaults": {
    "include_dirs": ["native"],
    # node-gyp's own defaults already say -fno-exceptions and -fno-rtti. Only the standard is taken away: this list is
    # applied after all additions, so a flag named here would be lost from ours too.
    "cflags_cc!": ["-std=gnu++17", "-std=gnu++20"],
    "cflags_cc": [
      "-std=c++20", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics", "-ffp-contract=fast",
      "-fno-math-errno", "-fvisibility=hidden", "-Wall", "-Wextra", "-Wno-psabi"
    ],
    "cflags!": ["-O2"],
    "cflags": ["-O3", "-fPIC"],
    "xcode_settings": {
      "CLANG_CXX_LANGUAGE_STANDARD": "c++20",
      "GCC_ENABLE_CPP_EXCEPTIONS": "NO",
      "GCC_ENABLE_CPP_RTTI": "NO",
      "GCC_OPTIMIZATION_LEVEL": "3",
      "GCC_SYMBOLS_PRIVATE_EXTERN": "YES",
      "OTHER_CPLUSPLUSFLAGS": ["-fno-threadsafe-statics", "-ffp-contract=fast", "-fno-math-errno"]
    },
    "conditions": [
      # MMX registers are those of the x87 unit, which nobody hands back.
      ["target_arch == 'x64'", { "defines": ["STEEPEST_X86_LEVELS"], "cflags_cc": ["-mno-mmx"] }],
      ["OS == 'linux' and target_arch == 'x64'", {
        "cflags_cc": ["-include", "<(module_root_dir)/native/node/glibc_versions.h"]
      }]
    ]
  },
  "targets": [
    {
      "target_name": "steepest_baseline",
      "type": "static_library",
      "sources": ["<@(baseline)"]
    },
    {
      "target_name": "steepest",
      "sources": ["<@(core)", "<@(dispatch)", "<@(node)"],
      "dependencies": ["steepest_baseline"],
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
      "defines": ["NAPI_VERSION=8", "NAPI_DISABLE_CPP_EXCEPTIONS", "NODE_ADDON_API_DISABLE_DEPRECATED"],
      "conditions": [
        ["target_arch == 'x64'", { "dependencies": ["steepest_avx2", "steepest_avx512"] }],
        ["OS == 'linux'", {
          # nodelete: Node unloads an addon with the last worker that used it, while the pool's threads still run its code.
          # libgcc stays shared: the static one needs a newer C library than anything else here.
          "ldflags": [
            "-static-libstdc++", "-pthread", "-Wl,-z,nodelete", "-Wl,-z,relro,-z,now",
            "-Wl,--version-script=<(module_root_dir)/native/node/exports.map"
          ]
        }]
      ]
    }
  ],
  "conditions": [
    ["target_arch == 'x64'", {
      "targets": [
        {
          "target_name": "steepest_avx2",
          "type": "static_library",
          "sources": ["<@(avx2)"],
          "cflags_cc": ["-mavx2", "-mfma"],
          "xcode_settings": { "OTHER_CPLUSPLUSFLAGS": ["-mavx2", "-mfma"] }
        },
        {
          "target_name": "steepest_avx512",
          "type": "static_library",
          "sources": ["<@(avx512)"],
          "cflags_cc": ["-mavx512f", "-mavx512vl", "-mavx512dq", "-mavx512bw", "-mfma"],
          "xcode_settings": {
            "OTHER_CPLUSPLUSFLAGS": ["-mavx512f", "-mavx512vl", "-mavx512dq", "-mavx512bw", "-mfma"]
          }
        }
      ]
    }]
  ]
}
