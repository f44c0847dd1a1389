// Glia: Keras for C++. The one header that users include.
#pragma once
#include "glia/headers.hpp"  // made by the build: all public headers
