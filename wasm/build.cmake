# Two modules of the same sources, told apart by feature detection when they are loaded: only the kernels and their
# dispatch are compiled for each. No JavaScript of Emscripten's: wasm/binding.cpp exports describe() and a few functions
# by name, every operation is reached through the table.
steepest_sources(relaxed relaxed)
steepest_sources(wasm wasm)

add_library(steepest_core OBJECT ${core} ${wasm})
target_link_libraries(steepest_core PUBLIC steepest_flags)
target_compile_options(steepest_core PUBLIC -msimd128)

function(steepest_webassembly level kernels)
    add_executable(steepest-${level} ${dispatch} ${kernels})
    target_link_libraries(steepest-${level} PRIVATE steepest_core)
    target_compile_options(steepest-${level} PRIVATE ${ARGN})
    target_link_options(steepest-${level} PRIVATE
        -O3 -msimd128 ${ARGN}
        -sSTANDALONE_WASM --no-entry
        -sALLOW_MEMORY_GROWTH -sMALLOC=emmalloc -sSTACK_SIZE=262144
        -Wl,--export-table)
    set_target_properties(steepest-${level} PROPERTIES
        SUFFIX ".wasm"
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}/prebuilds/wasm")
endfunction()

steepest_webassembly(simd128 "${baseline}")
steepest_webassembly(relaxed "${relaxed}" -mrelaxed-simd -DSTEEPEST_RELAXED_SIMD)
