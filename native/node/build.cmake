# The Node addon, for development. cmake-js passes CMAKE_JS_INC and CMAKE_JS_LIB (Node-API headers).
if(NOT DEFINED CMAKE_JS_INC)
    message(FATAL_ERROR "Build the addon with `npm run build:native`: it passes the place of Node-API's headers.")
endif()
execute_process(
    COMMAND node -p "require('node-addon-api').include_dir"
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    OUTPUT_VARIABLE node_addon_api OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
get_filename_component(node_addon_api "${node_addon_api}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")

steepest_sources(node node)
add_library(steepest MODULE ${node} ${CMAKE_JS_SRC})
set_target_properties(steepest PROPERTIES PREFIX "" SUFFIX ".node")
target_include_directories(steepest SYSTEM PRIVATE ${CMAKE_JS_INC} "${node_addon_api}")
target_compile_definitions(steepest PRIVATE
    NAPI_VERSION=8 NAPI_DISABLE_CPP_EXCEPTIONS NODE_ADDON_API_DISABLE_DEPRECATED)
target_link_libraries(steepest PRIVATE steepest_core ${CMAKE_JS_LIB})

if(STEEPEST_SANITIZE)
    set_target_properties(steepest PROPERTIES LIBRARY_OUTPUT_DIRECTORY "$<1:${CMAKE_BINARY_DIR}>")
elseif(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    target_link_options(steepest PRIVATE -static-libstdc++)
endif()
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    # nodelete: Node unloads an addon with the last worker that used it, while the pool's threads still run its code.
    set(exports "${CMAKE_CURRENT_SOURCE_DIR}/native/node/exports.map")
    target_link_options(steepest PRIVATE
        -Wl,-z,nodelete -Wl,-z,relro,-z,now "-Wl,--version-script=${exports}")
    set_target_properties(steepest PROPERTIES LINK_DEPENDS "${exports}")
endif()
