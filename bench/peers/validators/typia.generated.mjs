// Generated from typia/source.ts by typia 14.0.6: node bench/peers/validators/typia/generate.mjs
import * as _isTypeInt32_1 from "typia/lib/internal/_isTypeInt32";
import * as _isTypeInt64_1 from "typia/lib/internal/_isTypeInt64";
import * as _isFormatUuid_1 from "typia/lib/internal/_isFormatUuid";
import * as _isFormatEmail_1 from "typia/lib/internal/_isFormatEmail";
import * as _isFormatDateTime_1 from "typia/lib/internal/_isFormatDateTime";
import * as _stringLength_1 from "typia/lib/internal/_stringLength";
import * as _jsonStringifyNumber_1 from "typia/lib/internal/_jsonStringifyNumber";
import * as _jsonStringifyArray_1 from "typia/lib/internal/_jsonStringifyArray";
import * as _jsonStringifyString_1 from "typia/lib/internal/_jsonStringifyString";
import * as _jsonStringifyTail_1 from "typia/lib/internal/_jsonStringifyTail";
import * as _throwTypeGuardError_1 from "typia/lib/internal/_throwTypeGuardError";
import * as _validateReport_1 from "typia/lib/internal/_validateReport";
import * as _createStandardSchema_1 from "typia/lib/internal/_createStandardSchema";
/** What typia's transform is given: `node bench/peers/validators/typia/generate.mjs` writes ../typia.generated.mjs. */
import typia from 'typia';
const equals = (() => {
    const _io0 = (input, _exceptionable = true) => "number" === typeof input.number && "number" === typeof input.negNumber && "number" === typeof input.maxNumber && "string" === typeof input.string && "string" === typeof input.longString && "boolean" === typeof input.boolean && ("object" === typeof input.deeplyNested && null !== input.deeplyNested && _io1(input.deeplyNested, true && _exceptionable)) && (7 === Object.keys(input).length || Object.keys(input).every(key => {
        if (["number", "negNumber", "maxNumber", "string", "longString", "boolean", "deeplyNested"].some(prop => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return false;
    }));
    const _io1 = (input, _exceptionable = true) => "string" === typeof input.foo && "number" === typeof input.num && "boolean" === typeof input.bool && (3 === Object.keys(input).length || Object.keys(input).every(key => {
        if (["foo", "num", "bool"].some(prop => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return false;
    }));
    return (input, _exceptionable = true) => "object" === typeof input && null !== input && _io0(input, true);
})();
const clone = (() => {
    const _co0 = input => ({
        number: input.number,
        negNumber: input.negNumber,
        maxNumber: input.maxNumber,
        string: input.string,
        longString: input.longString,
        boolean: input.boolean,
        deeplyNested: _co1(input.deeplyNested)
    });
    const _co1 = input => ({
        foo: input.foo,
        num: input.num,
        bool: input.bool
    });
    const _io0 = input => "number" === typeof input.number && "number" === typeof input.negNumber && "number" === typeof input.maxNumber && "string" === typeof input.string && "string" === typeof input.longString && "boolean" === typeof input.boolean && ("object" === typeof input.deeplyNested && null !== input.deeplyNested && _io1(input.deeplyNested));
    const _io1 = input => "string" === typeof input.foo && "number" === typeof input.num && "boolean" === typeof input.bool;
    const __is = input => "object" === typeof input && null !== input && _io0(input);
    const __clone = input => _co0(input);
    return input => {
        if (!__is(input))
            return null;
        return __clone(input);
    };
})();
export const assertLoose = (() => {
    const _io0 = input => "number" === typeof input.number && "number" === typeof input.negNumber && "number" === typeof input.maxNumber && "string" === typeof input.string && "string" === typeof input.longString && "boolean" === typeof input.boolean && ("object" === typeof input.deeplyNested && null !== input.deeplyNested && _io1(input.deeplyNested));
    const _io1 = input => "string" === typeof input.foo && "number" === typeof input.num && "boolean" === typeof input.bool;
    return input => "object" === typeof input && null !== input && _io0(input);
})();
export const assertStrict = (() => {
    const _io0 = (input, _exceptionable = true) => "number" === typeof input.number && "number" === typeof input.negNumber && "number" === typeof input.maxNumber && "string" === typeof input.string && "string" === typeof input.longString && "boolean" === typeof input.boolean && ("object" === typeof input.deeplyNested && null !== input.deeplyNested && _io1(input.deeplyNested, true && _exceptionable)) && (7 === Object.keys(input).length || Object.keys(input).every(key => {
        if (["number", "negNumber", "maxNumber", "string", "longString", "boolean", "deeplyNested"].some(prop => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return false;
    }));
    const _io1 = (input, _exceptionable = true) => "string" === typeof input.foo && "number" === typeof input.num && "boolean" === typeof input.bool && (3 === Object.keys(input).length || Object.keys(input).every(key => {
        if (["foo", "num", "bool"].some(prop => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return false;
    }));
    return (input, _exceptionable = true) => "object" === typeof input && null !== input && _io0(input, true);
})();
export const parseSafe = (value) => clone(value) ?? undefined;
export const parseStrict = (value) => (equals(value) ? value : undefined);
export const simple = (() => {
    const _io0 = input => "number" === typeof input.id && (_isTypeInt32_1._isTypeInt32(input.id) && 1 <= input.id) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 100)) && ("number" === typeof input.age && (_isTypeInt64_1._isTypeInt64(input.age) && 0 <= input.age && input.age <= 150)) && ("number" === typeof input.score && 0 <= input.score) && ("admin" === input.role || "editor" === input.role || "guest" === input.role) && "boolean" === typeof input.active && (null === input.note || "string" === typeof input.note) && (undefined === input.nickname || "string" === typeof input.nickname && _stringLength_1._stringLength(input.nickname) <= 40);
    return input => "object" === typeof input && null !== input && _io0(input);
})();
export const nested = (() => {
    const _ip0 = input => "number" === typeof input["id"] && (_isTypeInt32_1._isTypeInt32(input["id"]) && 1 <= input["id"]);
    const _io0 = input => _ip0(input) && ("object" === typeof input.customer && null !== input.customer && _io1(input.customer)) && (Array.isArray(input.items) && (1 <= input.items.length && input.items.length <= 50 && input.items.every(elem => "object" === typeof elem && null !== elem && _io4(elem)))) && ("object" === typeof input.payment && null !== input.payment && _iu0(input.payment)) && (undefined === input.note || "string" === typeof input.note) && "boolean" === typeof input.express;
    const _io1 = input => _ip0(input) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 100)) && ("object" === typeof input.address && null !== input.address && _io2(input.address));
    const _io2 = input => "string" === typeof input.street && ("string" === typeof input.city && 1 <= _stringLength_1._stringLength(input.city)) && ("string" === typeof input.zip && (3 <= _stringLength_1._stringLength(input.zip) && _stringLength_1._stringLength(input.zip) <= 10)) && ("string" === typeof input.country && (2 <= _stringLength_1._stringLength(input.country) && _stringLength_1._stringLength(input.country) <= 2)) && ("object" === typeof input.position && null !== input.position && _io3(input.position));
    const _io3 = input => "number" === typeof input.lat && (-90 <= input.lat && input.lat <= 90) && ("number" === typeof input.long && (-180 <= input.long && input.long <= 180));
    const _io4 = input => "string" === typeof input.sku && 1 <= _stringLength_1._stringLength(input.sku) && ("number" === typeof input.quantity && (_isTypeInt64_1._isTypeInt64(input.quantity) && 1 <= input.quantity && input.quantity <= 1000)) && ("number" === typeof input.price && 0 <= input.price) && ("object" === typeof input.options && null !== input.options && _io5(input.options));
    const _io5 = input => "boolean" === typeof input.gift && (undefined === input.wrap || "string" === typeof input.wrap);
    const _io6 = input => "card" === input.method && ("string" === typeof input.token && 8 <= _stringLength_1._stringLength(input.token));
    const _io7 = input => "invoice" === input.method && (undefined === input.reference || "string" === typeof input.reference);
    const _iu0 = input => (() => {
        if ("card" === input.method)
            return _io6(input);
        else if ("invoice" === input.method)
            return _io7(input);
        else
            return false;
    })();
    return input => "object" === typeof input && null !== input && _io0(input);
})();
export const list = (() => {
    const _io0 = input => "string" === typeof input.id && _isFormatUuid_1._isFormatUuid(input.id) && ("string" === typeof input.email && _isFormatEmail_1._isFormatEmail(input.email)) && ("string" === typeof input.created && _isFormatDateTime_1._isFormatDateTime(input.created)) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 80)) && ("number" === typeof input.quantity && (_isTypeInt32_1._isTypeInt32(input.quantity) && 0 <= input.quantity)) && ("number" === typeof input.price && 0 <= input.price) && ("closed" === input.status || "open" === input.status || "paid" === input.status);
    return input => Array.isArray(input) && input.every(elem => "object" === typeof elem && null !== elem && _io0(elem));
})();
export const stringifyNested = (() => {
    const _ip0 = input => "number" === typeof input["id"] && (_isTypeInt32_1._isTypeInt32(input["id"]) && 1 <= input["id"]);
    const _so0 = input => `{"id":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.id))},"customer":${_so1(input.customer)},"items":${`[${_jsonStringifyArray_1._jsonStringifyArray(input.items, elem => _so4(elem))}]`},"payment":${_su0(input.payment)},${undefined === input.note ? "" : `"note":${undefined !== input.note ? _jsonStringifyString_1._jsonStringifyString(input.note) : undefined},`}"express":${String(input.express)}}`;
    const _so1 = input => `{"id":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.id))},"name":${_jsonStringifyString_1._jsonStringifyString(input.name)},"address":${_so2(input.address)}}`;
    const _so2 = input => `{"street":${_jsonStringifyString_1._jsonStringifyString(input.street)},"city":${_jsonStringifyString_1._jsonStringifyString(input.city)},"zip":${_jsonStringifyString_1._jsonStringifyString(input.zip)},"country":${_jsonStringifyString_1._jsonStringifyString(input.country)},"position":${_so3(input.position)}}`;
    const _so3 = input => `{"lat":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.lat))},"long":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.long))}}`;
    const _so4 = input => `{"sku":${_jsonStringifyString_1._jsonStringifyString(input.sku)},"quantity":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.quantity))},"price":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.price))},"options":${_so5(input.options)}}`;
    const _so5 = input => `{${_jsonStringifyTail_1._jsonStringifyTail(`"gift":${String(input.gift)},${undefined === input.wrap ? "" : `"wrap":${undefined !== input.wrap ? _jsonStringifyString_1._jsonStringifyString(input.wrap) : undefined}`}`)}}`;
    const _so6 = input => `{"method":${"\"" + input.method + "\""},"token":${_jsonStringifyString_1._jsonStringifyString(input.token)}}`;
    const _so7 = input => `{${_jsonStringifyTail_1._jsonStringifyTail(`"method":${"\"" + input.method + "\""},${undefined === input.reference ? "" : `"reference":${undefined !== input.reference ? _jsonStringifyString_1._jsonStringifyString(input.reference) : undefined}`}`)}}`;
    const _su0 = input => (() => {
        if ("card" === input.method)
            return _so6(input);
        else if ("invoice" === input.method)
            return _so7(input);
        else
            _throwTypeGuardError_1._throwTypeGuardError({
                method: "typia.json.createStringify",
                expected: "(Card | Invoice)",
                value: input
            });
    })();
    const _io1 = input => _ip0(input) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 100)) && ("object" === typeof input.address && null !== input.address && _io2(input.address));
    const _io2 = input => "string" === typeof input.street && ("string" === typeof input.city && 1 <= _stringLength_1._stringLength(input.city)) && ("string" === typeof input.zip && (3 <= _stringLength_1._stringLength(input.zip) && _stringLength_1._stringLength(input.zip) <= 10)) && ("string" === typeof input.country && (2 <= _stringLength_1._stringLength(input.country) && _stringLength_1._stringLength(input.country) <= 2)) && ("object" === typeof input.position && null !== input.position && _io3(input.position));
    const _io3 = input => "number" === typeof input.lat && (-90 <= input.lat && input.lat <= 90) && ("number" === typeof input.long && (-180 <= input.long && input.long <= 180));
    const _io4 = input => "string" === typeof input.sku && 1 <= _stringLength_1._stringLength(input.sku) && ("number" === typeof input.quantity && (_isTypeInt64_1._isTypeInt64(input.quantity) && 1 <= input.quantity && input.quantity <= 1000)) && ("number" === typeof input.price && 0 <= input.price) && ("object" === typeof input.options && null !== input.options && _io5(input.options));
    const _io5 = input => "boolean" === typeof input.gift && (undefined === input.wrap || "string" === typeof input.wrap);
    const _io6 = input => "card" === input.method && ("string" === typeof input.token && 8 <= _stringLength_1._stringLength(input.token));
    const _io7 = input => "invoice" === input.method && (undefined === input.reference || "string" === typeof input.reference);
    const _iu0 = input => (() => {
        if ("card" === input.method)
            return _io6(input);
        else if ("invoice" === input.method)
            return _io7(input);
        else
            return false;
    })();
    return input => _so0(input);
})();
export const stringifyList = (() => {
    const _so0 = input => `{"id":${_jsonStringifyString_1._jsonStringifyString(input.id)},"email":${_jsonStringifyString_1._jsonStringifyString(input.email)},"created":${_jsonStringifyString_1._jsonStringifyString(input.created)},"name":${_jsonStringifyString_1._jsonStringifyString(input.name)},"quantity":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.quantity))},"price":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.price))},"status":${"\"" + input.status + "\""}}`;
    return input => `[${_jsonStringifyArray_1._jsonStringifyArray(input, elem => _so0(elem))}]`;
})();
export const explainSimple = (() => {
    const _io0 = input => "number" === typeof input.id && (_isTypeInt32_1._isTypeInt32(input.id) && 1 <= input.id) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 100)) && ("number" === typeof input.age && (_isTypeInt64_1._isTypeInt64(input.age) && 0 <= input.age && input.age <= 150)) && ("number" === typeof input.score && 0 <= input.score) && ("admin" === input.role || "editor" === input.role || "guest" === input.role) && "boolean" === typeof input.active && (null === input.note || "string" === typeof input.note) && (undefined === input.nickname || "string" === typeof input.nickname && _stringLength_1._stringLength(input.nickname) <= 40);
    const _vo0 = (input, _path, _exceptionable = true) => ["number" === typeof input.id && (_isTypeInt32_1._isTypeInt32(input.id) || _report(_exceptionable, {
            path: _path + ".id",
            expected: "number & Type<\"int32\">",
            value: input.id
        })) && (1 <= input.id || _report(_exceptionable, {
            path: _path + ".id",
            expected: "number & Minimum<1>",
            value: input.id
        })) || _report(_exceptionable, {
            path: _path + ".id",
            expected: "(number & Type<\"int32\"> & Minimum<1>)",
            value: input.id
        }), "string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) || _report(_exceptionable, {
            path: _path + ".name",
            expected: "string & MinLength<1>",
            value: input.name
        })) && (_stringLength_1._stringLength(input.name) <= 100 || _report(_exceptionable, {
            path: _path + ".name",
            expected: "string & MaxLength<100>",
            value: input.name
        })) || _report(_exceptionable, {
            path: _path + ".name",
            expected: "(string & MinLength<1> & MaxLength<100>)",
            value: input.name
        }), "number" === typeof input.age && (_isTypeInt64_1._isTypeInt64(input.age) || _report(_exceptionable, {
            path: _path + ".age",
            expected: "number & Type<\"int64\">",
            value: input.age
        })) && (0 <= input.age || _report(_exceptionable, {
            path: _path + ".age",
            expected: "number & Minimum<0>",
            value: input.age
        })) && (input.age <= 150 || _report(_exceptionable, {
            path: _path + ".age",
            expected: "number & Maximum<150>",
            value: input.age
        })) || _report(_exceptionable, {
            path: _path + ".age",
            expected: "(number & Type<\"int64\"> & Minimum<0> & Maximum<150>)",
            value: input.age
        }), "number" === typeof input.score && (0 <= input.score || _report(_exceptionable, {
            path: _path + ".score",
            expected: "number & Minimum<0>",
            value: input.score
        })) || _report(_exceptionable, {
            path: _path + ".score",
            expected: "(number & Minimum<0>)",
            value: input.score
        }), "admin" === input.role || "editor" === input.role || "guest" === input.role || _report(_exceptionable, {
            path: _path + ".role",
            expected: "(\"admin\" | \"editor\" | \"guest\")",
            value: input.role
        }), "boolean" === typeof input.active || _report(_exceptionable, {
            path: _path + ".active",
            expected: "boolean",
            value: input.active
        }), null === input.note || "string" === typeof input.note || _report(_exceptionable, {
            path: _path + ".note",
            expected: "(null | string)",
            value: input.note
        }), undefined === input.nickname || "string" === typeof input.nickname && (_stringLength_1._stringLength(input.nickname) <= 40 || _report(_exceptionable, {
            path: _path + ".nickname",
            expected: "string & MaxLength<40>",
            value: input.nickname
        })) || _report(_exceptionable, {
            path: _path + ".nickname",
            expected: "((string & MaxLength<40>) | undefined)",
            value: input.nickname
        })].every(flag => flag);
    const __is = input => "object" === typeof input && null !== input && _io0(input);
    let errors;
    let _report;
    return _createStandardSchema_1._createStandardSchema(input => {
        if (false === __is(input)) {
            errors = [];
            _report = _validateReport_1._validateReport(errors);
            ((input, _path, _exceptionable = true) => ("object" === typeof input && null !== input || _report(true, {
                path: _path + "",
                expected: "Profile",
                value: input
            })) && _vo0(input, _path + "", true) || _report(true, {
                path: _path + "",
                expected: "Profile",
                value: input
            }))(input, "$input", true);
            const success = 0 === errors.length;
            return success ? {
                success,
                data: input
            } : {
                success,
                errors,
                data: input
            };
        }
        return {
            success: true,
            data: input
        };
    });
})();
export const explainNested = (() => {
    const _ip0 = input => "number" === typeof input["id"] && (_isTypeInt32_1._isTypeInt32(input["id"]) && 1 <= input["id"]);
    const _vp0 = (input, _path, _exceptionable = true) => "number" === typeof input["id"] && (_isTypeInt32_1._isTypeInt32(input["id"]) || _report(_exceptionable, {
        path: _path + ".id",
        expected: "number & Type<\"int32\">",
        value: input["id"]
    })) && (1 <= input["id"] || _report(_exceptionable, {
        path: _path + ".id",
        expected: "number & Minimum<1>",
        value: input["id"]
    })) || _report(_exceptionable, {
        path: _path + ".id",
        expected: "(number & Type<\"int32\"> & Minimum<1>)",
        value: input["id"]
    });
    const _io0 = input => _ip0(input) && ("object" === typeof input.customer && null !== input.customer && _io1(input.customer)) && (Array.isArray(input.items) && (1 <= input.items.length && input.items.length <= 50 && input.items.every(elem => "object" === typeof elem && null !== elem && _io4(elem)))) && ("object" === typeof input.payment && null !== input.payment && _iu0(input.payment)) && (undefined === input.note || "string" === typeof input.note) && "boolean" === typeof input.express;
    const _io1 = input => _ip0(input) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 100)) && ("object" === typeof input.address && null !== input.address && _io2(input.address));
    const _io2 = input => "string" === typeof input.street && ("string" === typeof input.city && 1 <= _stringLength_1._stringLength(input.city)) && ("string" === typeof input.zip && (3 <= _stringLength_1._stringLength(input.zip) && _stringLength_1._stringLength(input.zip) <= 10)) && ("string" === typeof input.country && (2 <= _stringLength_1._stringLength(input.country) && _stringLength_1._stringLength(input.country) <= 2)) && ("object" === typeof input.position && null !== input.position && _io3(input.position));
    const _io3 = input => "number" === typeof input.lat && (-90 <= input.lat && input.lat <= 90) && ("number" === typeof input.long && (-180 <= input.long && input.long <= 180));
    const _io4 = input => "string" === typeof input.sku && 1 <= _stringLength_1._stringLength(input.sku) && ("number" === typeof input.quantity && (_isTypeInt64_1._isTypeInt64(input.quantity) && 1 <= input.quantity && input.quantity <= 1000)) && ("number" === typeof input.price && 0 <= input.price) && ("object" === typeof input.options && null !== input.options && _io5(input.options));
    const _io5 = input => "boolean" === typeof input.gift && (undefined === input.wrap || "string" === typeof input.wrap);
    const _io6 = input => "card" === input.method && ("string" === typeof input.token && 8 <= _stringLength_1._stringLength(input.token));
    const _io7 = input => "invoice" === input.method && (undefined === input.reference || "string" === typeof input.reference);
    const _iu0 = input => (() => {
        if ("card" === input.method)
            return _io6(input);
        else if ("invoice" === input.method)
            return _io7(input);
        else
            return false;
    })();
    const _vo0 = (input, _path, _exceptionable = true) => [_vp0(input, _path, true && _exceptionable), ("object" === typeof input.customer && null !== input.customer || _report(_exceptionable, {
            path: _path + ".customer",
            expected: "Customer",
            value: input.customer
        })) && _vo1(input.customer, _path + ".customer", true && _exceptionable) || _report(_exceptionable, {
            path: _path + ".customer",
            expected: "Customer",
            value: input.customer
        }), (Array.isArray(input.items) || _report(_exceptionable, {
            path: _path + ".items",
            expected: "(Array<Item> & MinItems<1> & MaxItems<50>)",
            value: input.items
        })) && ((1 <= input.items.length || _report(_exceptionable, {
            path: _path + ".items",
            expected: "Array<> & MinItems<1>",
            value: input.items
        })) && (input.items.length <= 50 || _report(_exceptionable, {
            path: _path + ".items",
            expected: "Array<> & MaxItems<50>",
            value: input.items
        })) && input.items.map((elem, _index2) => ("object" === typeof elem && null !== elem || _report(_exceptionable, {
            path: _path + ".items[" + _index2 + "]",
            expected: "Item",
            value: elem
        })) && _vo4(elem, _path + ".items[" + _index2 + "]", true && _exceptionable) || _report(_exceptionable, {
            path: _path + ".items[" + _index2 + "]",
            expected: "Item",
            value: elem
        })).every(flag => flag)) || _report(_exceptionable, {
            path: _path + ".items",
            expected: "(Array<Item> & MinItems<1> & MaxItems<50>)",
            value: input.items
        }), ("object" === typeof input.payment && null !== input.payment || _report(_exceptionable, {
            path: _path + ".payment",
            expected: "(Card | Invoice)",
            value: input.payment
        })) && _vu0(input.payment, _path + ".payment", true && _exceptionable) || _report(_exceptionable, {
            path: _path + ".payment",
            expected: "(Card | Invoice)",
            value: input.payment
        }), undefined === input.note || "string" === typeof input.note || _report(_exceptionable, {
            path: _path + ".note",
            expected: "(string | undefined)",
            value: input.note
        }), "boolean" === typeof input.express || _report(_exceptionable, {
            path: _path + ".express",
            expected: "boolean",
            value: input.express
        })].every(flag => flag);
    const _vo1 = (input, _path, _exceptionable = true) => [_vp0(input, _path, true && _exceptionable), "string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) || _report(_exceptionable, {
            path: _path + ".name",
            expected: "string & MinLength<1>",
            value: input.name
        })) && (_stringLength_1._stringLength(input.name) <= 100 || _report(_exceptionable, {
            path: _path + ".name",
            expected: "string & MaxLength<100>",
            value: input.name
        })) || _report(_exceptionable, {
            path: _path + ".name",
            expected: "(string & MinLength<1> & MaxLength<100>)",
            value: input.name
        }), ("object" === typeof input.address && null !== input.address || _report(_exceptionable, {
            path: _path + ".address",
            expected: "Address",
            value: input.address
        })) && _vo2(input.address, _path + ".address", true && _exceptionable) || _report(_exceptionable, {
            path: _path + ".address",
            expected: "Address",
            value: input.address
        })].every(flag => flag);
    const _vo2 = (input, _path, _exceptionable = true) => ["string" === typeof input.street || _report(_exceptionable, {
            path: _path + ".street",
            expected: "string",
            value: input.street
        }), "string" === typeof input.city && (1 <= _stringLength_1._stringLength(input.city) || _report(_exceptionable, {
            path: _path + ".city",
            expected: "string & MinLength<1>",
            value: input.city
        })) || _report(_exceptionable, {
            path: _path + ".city",
            expected: "(string & MinLength<1>)",
            value: input.city
        }), "string" === typeof input.zip && (3 <= _stringLength_1._stringLength(input.zip) || _report(_exceptionable, {
            path: _path + ".zip",
            expected: "string & MinLength<3>",
            value: input.zip
        })) && (_stringLength_1._stringLength(input.zip) <= 10 || _report(_exceptionable, {
            path: _path + ".zip",
            expected: "string & MaxLength<10>",
            value: input.zip
        })) || _report(_exceptionable, {
            path: _path + ".zip",
            expected: "(string & MinLength<3> & MaxLength<10>)",
            value: input.zip
        }), "string" === typeof input.country && (2 <= _stringLength_1._stringLength(input.country) || _report(_exceptionable, {
            path: _path + ".country",
            expected: "string & MinLength<2>",
            value: input.country
        })) && (_stringLength_1._stringLength(input.country) <= 2 || _report(_exceptionable, {
            path: _path + ".country",
            expected: "string & MaxLength<2>",
            value: input.country
        })) || _report(_exceptionable, {
            path: _path + ".country",
            expected: "(string & MinLength<2> & MaxLength<2>)",
            value: input.country
        }), ("object" === typeof input.position && null !== input.position || _report(_exceptionable, {
            path: _path + ".position",
            expected: "{ lat: number & Minimum<-90> & Maximum<90>; long: number & Minimum<-180> & Maximum<180>; }",
            value: input.position
        })) && _vo3(input.position, _path + ".position", true && _exceptionable) || _report(_exceptionable, {
            path: _path + ".position",
            expected: "{ lat: number & Minimum<-90> & Maximum<90>; long: number & Minimum<-180> & Maximum<180>; }",
            value: input.position
        })].every(flag => flag);
    const _vo3 = (input, _path, _exceptionable = true) => ["number" === typeof input.lat && (-90 <= input.lat || _report(_exceptionable, {
            path: _path + ".lat",
            expected: "number & Minimum<-90>",
            value: input.lat
        })) && (input.lat <= 90 || _report(_exceptionable, {
            path: _path + ".lat",
            expected: "number & Maximum<90>",
            value: input.lat
        })) || _report(_exceptionable, {
            path: _path + ".lat",
            expected: "(number & Minimum<-90> & Maximum<90>)",
            value: input.lat
        }), "number" === typeof input.long && (-180 <= input.long || _report(_exceptionable, {
            path: _path + ".long",
            expected: "number & Minimum<-180>",
            value: input.long
        })) && (input.long <= 180 || _report(_exceptionable, {
            path: _path + ".long",
            expected: "number & Maximum<180>",
            value: input.long
        })) || _report(_exceptionable, {
            path: _path + ".long",
            expected: "(number & Minimum<-180> & Maximum<180>)",
            value: input.long
        })].every(flag => flag);
    const _vo4 = (input, _path, _exceptionable = true) => ["string" === typeof input.sku && (1 <= _stringLength_1._stringLength(input.sku) || _report(_exceptionable, {
            path: _path + ".sku",
            expected: "string & MinLength<1>",
            value: input.sku
        })) || _report(_exceptionable, {
            path: _path + ".sku",
            expected: "(string & MinLength<1>)",
            value: input.sku
        }), "number" === typeof input.quantity && (_isTypeInt64_1._isTypeInt64(input.quantity) || _report(_exceptionable, {
            path: _path + ".quantity",
            expected: "number & Type<\"int64\">",
            value: input.quantity
        })) && (1 <= input.quantity || _report(_exceptionable, {
            path: _path + ".quantity",
            expected: "number & Minimum<1>",
            value: input.quantity
        })) && (input.quantity <= 1000 || _report(_exceptionable, {
            path: _path + ".quantity",
            expected: "number & Maximum<1000>",
            value: input.quantity
        })) || _report(_exceptionable, {
            path: _path + ".quantity",
            expected: "(number & Type<\"int64\"> & Minimum<1> & Maximum<1000>)",
            value: input.quantity
        }), "number" === typeof input.price && (0 <= input.price || _report(_exceptionable, {
            path: _path + ".price",
            expected: "number & Minimum<0>",
            value: input.price
        })) || _report(_exceptionable, {
            path: _path + ".price",
            expected: "(number & Minimum<0>)",
            value: input.price
        }), ("object" === typeof input.options && null !== input.options || _report(_exceptionable, {
            path: _path + ".options",
            expected: "{ gift: boolean; wrap?: string | undefined; }",
            value: input.options
        })) && _vo5(input.options, _path + ".options", true && _exceptionable) || _report(_exceptionable, {
            path: _path + ".options",
            expected: "{ gift: boolean; wrap?: string | undefined; }",
            value: input.options
        })].every(flag => flag);
    const _vo5 = (input, _path, _exceptionable = true) => ["boolean" === typeof input.gift || _report(_exceptionable, {
            path: _path + ".gift",
            expected: "boolean",
            value: input.gift
        }), undefined === input.wrap || "string" === typeof input.wrap || _report(_exceptionable, {
            path: _path + ".wrap",
            expected: "(string | undefined)",
            value: input.wrap
        })].every(flag => flag);
    const _vo6 = (input, _path, _exceptionable = true) => ["card" === input.method || _report(_exceptionable, {
            path: _path + ".method",
            expected: "\"card\"",
            value: input.method
        }), "string" === typeof input.token && (8 <= _stringLength_1._stringLength(input.token) || _report(_exceptionable, {
            path: _path + ".token",
            expected: "string & MinLength<8>",
            value: input.token
        })) || _report(_exceptionable, {
            path: _path + ".token",
            expected: "(string & MinLength<8>)",
            value: input.token
        })].every(flag => flag);
    const _vo7 = (input, _path, _exceptionable = true) => ["invoice" === input.method || _report(_exceptionable, {
            path: _path + ".method",
            expected: "\"invoice\"",
            value: input.method
        }), undefined === input.reference || "string" === typeof input.reference || _report(_exceptionable, {
            path: _path + ".reference",
            expected: "(string | undefined)",
            value: input.reference
        })].every(flag => flag);
    const _vu0 = (input, _path, _exceptionable = true) => (() => {
        if ("card" === input.method)
            return _vo6(input, _path, true && _exceptionable);
        else if ("invoice" === input.method)
            return _vo7(input, _path, true && _exceptionable);
        else
            return _report(_exceptionable, {
                path: _path,
                expected: "(Card | Invoice)",
                value: input
            });
    })();
    const __is = input => "object" === typeof input && null !== input && _io0(input);
    let errors;
    let _report;
    return _createStandardSchema_1._createStandardSchema(input => {
        if (false === __is(input)) {
            errors = [];
            _report = _validateReport_1._validateReport(errors);
            ((input, _path, _exceptionable = true) => ("object" === typeof input && null !== input || _report(true, {
                path: _path + "",
                expected: "Order",
                value: input
            })) && _vo0(input, _path + "", true) || _report(true, {
                path: _path + "",
                expected: "Order",
                value: input
            }))(input, "$input", true);
            const success = 0 === errors.length;
            return success ? {
                success,
                data: input
            } : {
                success,
                errors,
                data: input
            };
        }
        return {
            success: true,
            data: input
        };
    });
})();
