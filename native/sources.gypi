{
  "variables": {
    "core": [
      "native/parallel/pool.cpp",
      "native/linalg/gemm.cpp",
      "native/linalg/gemv.cpp",
      "native/linalg/gram.cpp",
      "native/linalg/triangular.cpp",
      "native/linalg/cholesky.cpp",
      "native/linalg/ldl.cpp",
      "native/linalg/modified_cholesky.cpp",
      "native/search/armijo.cpp",
      "native/search/exact.cpp",
      "native/search/hager_zhang.cpp",
      "native/search/more_thuente.cpp",
      "native/search/strong_wolfe.cpp",
      "native/objective/problems/few_variables.cpp",
      "native/objective/problems/many_variables.cpp",
      "native/objective/problems/problem.cpp",
      "native/minimize/run.cpp",
      "native/minimize/differences.cpp",
      "native/minimize/searches.cpp",
      "native/minimize/make.cpp",
      "native/api/ceiling_operations.cpp",
      "native/api/session.cpp",
      "native/api/run_operations.cpp",
      "native/api/system_operations.cpp",
      "native/api/problem_operations.cpp"
    ],
    "dispatch": ["native/kernels/dispatch.cpp"],
    "baseline": ["native/kernels/baseline.cpp"],
    "avx2": ["native/kernels/avx2.cpp"],
    "avx512": ["native/kernels/avx512.cpp"],
    "relaxed": ["native/kernels/relaxed.cpp"],
    "node": ["native/node/binding.cpp", "native/node/jobs.cpp"],
    "wasm": ["wasm/binding.cpp"]
  }
}
