# Registries and the header list, made from the folder listing. Nothing generated is committed.
set(GLIA_GENERATED_DIR ${CMAKE_CURRENT_BINARY_DIR}/generated)
set(GLIA_GENERATED_SOURCES)
